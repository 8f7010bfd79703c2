//! The schema, one change per file. A released file never changes; a change is a new file.

use sea_orm_migration::prelude::*;

mod dialect;
mod m20261124_000101_create_messages;
mod m20261124_000102_create_message_bodies;
mod m20261124_000103_create_message_events;
mod m20261124_000104_create_message_attempts;
mod m20261124_000105_create_send_keys;
mod m20261124_000106_create_pending_reports;
mod m20261124_000107_create_nodes;
mod m20261124_000108_create_counters;
mod m20261124_000109_partition_the_ledger;
mod m20261124_000110_index_failures;
mod m20261124_000130_create_account_prices;
mod m20261124_000131_create_company_limits;
mod m20261124_000135_keep_balances;
mod m20261124_000136_note_dead_addresses;
mod m20261124_000137_set_sending_hours;
mod m20261124_000201_create_users;
mod m20261124_000202_create_companies;
mod m20261124_000203_create_memberships;
mod m20261124_000204_create_invitations;
mod m20261124_000205_create_sessions;
mod m20261124_000206_create_password_resets;
mod m20261124_000207_create_sign_in_tries;
mod m20261124_000208_create_policies;
mod m20261124_000209_create_access_log;
mod m20261124_000210_create_audit_log;
mod m20261124_000211_create_form_drafts;
mod m20261124_000212_create_platform_settings;
mod m20261124_000213_create_data_keys;
mod m20261124_000214_create_system_mails;
mod m20261124_000301_create_contacts;
mod m20261124_000302_create_addresses;
mod m20261124_000303_create_contact_addresses;
mod m20261124_000304_create_tags;
mod m20261124_000305_create_contact_counts;
mod m20261124_000306_index_contact_search;
mod m20261124_000310_create_files;
mod m20261124_000311_create_imports;
mod m20261124_000312_create_import_rejects;
mod m20261124_000313_create_erasures;
mod m20261124_000401_create_provider_accounts;
mod m20261124_000402_create_provider_templates;
mod m20261124_000403_create_callbacks;
mod m20261124_000404_create_consents;
mod m20261124_000405_index_refusals;
mod m20261124_000421_create_callback_tallies;
mod m20261124_000422_renew_sessions;
mod m20261124_000423_keep_last_tests;
mod m20261124_000501_create_campaigns;
mod m20261124_000502_index_resends;
mod m20261124_000701_create_refusals;
mod m20261124_000801_bind_form_drafts;
mod m20261124_000802_create_api_requests;
mod m20261130_000901_answer_requests;
mod m20261130_000921_create_email_changes;
mod m20261130_000922_create_phone_codes;
mod m20261130_000923_create_second_factors;
mod m20261130_000931_name_the_operator;
mod m20261130_000932_keep_policy_texts;
mod m20261130_000941_date_account_prices;
mod m20261130_000942_create_balance_readings;
mod m20261130_000943_create_credit_thresholds;
mod m20261130_000944_keep_credit_forecasts;
mod m20261130_000951_create_campaign_left_out;
mod m20261130_000952_create_saved_views;
mod m20261130_000953_create_author_counters;
mod m20261130_000961_create_address_reports;
mod m20261130_000962_refuse_notices;
mod m20261130_000963_index_new_words;
mod m20261130_000971_index_recipients;
mod m20261130_000972_index_campaign_names;
mod m20261130_000981_create_service_windows;
mod m20261201_000964_create_short_links;
mod m20261201_000991_extend_beside_writers;
mod m20261201_000992_submit_campaigns;
mod m20261201_000993_keep_inspections;

/// Applies the changes in order; ids sort by day and number.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000101_create_messages::Migration),
            Box::new(m20261124_000102_create_message_bodies::Migration),
            Box::new(m20261124_000103_create_message_events::Migration),
            Box::new(m20261124_000104_create_message_attempts::Migration),
            Box::new(m20261124_000105_create_send_keys::Migration),
            Box::new(m20261124_000106_create_pending_reports::Migration),
            Box::new(m20261124_000107_create_nodes::Migration),
            Box::new(m20261124_000108_create_counters::Migration),
            Box::new(m20261124_000109_partition_the_ledger::Migration),
            Box::new(m20261124_000201_create_users::Migration),
            Box::new(m20261124_000202_create_companies::Migration),
            Box::new(m20261124_000203_create_memberships::Migration),
            Box::new(m20261124_000204_create_invitations::Migration),
            Box::new(m20261124_000205_create_sessions::Migration),
            Box::new(m20261124_000206_create_password_resets::Migration),
            Box::new(m20261124_000207_create_sign_in_tries::Migration),
            Box::new(m20261124_000208_create_policies::Migration),
            Box::new(m20261124_000209_create_access_log::Migration),
            Box::new(m20261124_000210_create_audit_log::Migration),
            Box::new(m20261124_000211_create_form_drafts::Migration),
            Box::new(m20261124_000212_create_platform_settings::Migration),
            Box::new(m20261124_000213_create_data_keys::Migration),
            Box::new(m20261124_000214_create_system_mails::Migration),
            Box::new(m20261124_000301_create_contacts::Migration),
            Box::new(m20261124_000302_create_addresses::Migration),
            Box::new(m20261124_000303_create_contact_addresses::Migration),
            Box::new(m20261124_000304_create_tags::Migration),
            Box::new(m20261124_000305_create_contact_counts::Migration),
            Box::new(m20261124_000306_index_contact_search::Migration),
            Box::new(m20261124_000310_create_files::Migration),
            Box::new(m20261124_000311_create_imports::Migration),
            Box::new(m20261124_000312_create_import_rejects::Migration),
            Box::new(m20261124_000313_create_erasures::Migration),
            Box::new(m20261124_000401_create_provider_accounts::Migration),
            Box::new(m20261124_000402_create_provider_templates::Migration),
            Box::new(m20261124_000403_create_callbacks::Migration),
            Box::new(m20261124_000404_create_consents::Migration),
            Box::new(m20261124_000405_index_refusals::Migration),
            Box::new(m20261124_000421_create_callback_tallies::Migration),
            Box::new(m20261124_000422_renew_sessions::Migration),
            Box::new(m20261124_000423_keep_last_tests::Migration),
            Box::new(m20261124_000501_create_campaigns::Migration),
            Box::new(m20261124_000502_index_resends::Migration),
            Box::new(m20261124_000701_create_refusals::Migration),
            Box::new(m20261124_000801_bind_form_drafts::Migration),
            Box::new(m20261124_000110_index_failures::Migration),
            Box::new(m20261124_000802_create_api_requests::Migration),
            Box::new(m20261124_000130_create_account_prices::Migration),
            Box::new(m20261124_000131_create_company_limits::Migration),
            Box::new(m20261124_000135_keep_balances::Migration),
            Box::new(m20261124_000136_note_dead_addresses::Migration),
            Box::new(m20261124_000137_set_sending_hours::Migration),
            Box::new(m20261130_000901_answer_requests::Migration),
            Box::new(m20261130_000921_create_email_changes::Migration),
            Box::new(m20261130_000922_create_phone_codes::Migration),
            Box::new(m20261130_000923_create_second_factors::Migration),
            Box::new(m20261130_000931_name_the_operator::Migration),
            Box::new(m20261130_000932_keep_policy_texts::Migration),
            Box::new(m20261130_000941_date_account_prices::Migration),
            Box::new(m20261130_000942_create_balance_readings::Migration),
            Box::new(m20261130_000943_create_credit_thresholds::Migration),
            Box::new(m20261130_000944_keep_credit_forecasts::Migration),
            Box::new(m20261130_000951_create_campaign_left_out::Migration),
            Box::new(m20261130_000952_create_saved_views::Migration),
            Box::new(m20261130_000953_create_author_counters::Migration),
            Box::new(m20261130_000961_create_address_reports::Migration),
            Box::new(m20261130_000962_refuse_notices::Migration),
            Box::new(m20261130_000963_index_new_words::Migration),
            Box::new(m20261130_000981_create_service_windows::Migration),
            Box::new(m20261201_000964_create_short_links::Migration),
            Box::new(m20261201_000991_extend_beside_writers::Migration),
            Box::new(m20261201_000992_submit_campaigns::Migration),
            Box::new(m20261201_000993_keep_inspections::Migration),
            Box::new(m20261130_000971_index_recipients::Migration),
            Box::new(m20261130_000972_index_campaign_names::Migration),
        ]
    }
}
