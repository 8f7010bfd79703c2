//! The ledger: one suite on SQLite, on PostgreSQL and on the model, then what only a real one can show.

mod concurrency;
mod counters;
mod crash;
mod limits;
mod property;
mod scene;
mod suite;

use scene::{Outcome, Scene};

/// Each scenario of the suite becomes a test on every ledger.
macro_rules! on_every_ledger {
    ($($group:ident: $($name:ident),+;)+) => {
        mod on_sqlite {
            use super::{Outcome, Scene, suite};
            $($(#[tokio::test] async fn $name() -> Outcome {
                suite::$group::$name(&Scene::sqlite().await).await
            })+)+
        }

        mod on_postgres {
            use super::{Outcome, Scene, suite};
            $($(#[tokio::test] async fn $name() -> Outcome {
                let Some(scene) = Scene::postgres().await else { return Ok(()) };
                suite::$group::$name(&scene).await
            })+)+
        }

        mod on_the_model {
            use super::{Outcome, Scene, suite};
            $($(#[tokio::test] async fn $name() -> Outcome {
                suite::$group::$name(&Scene::simulated()).await
            })+)+
        }
    };
}

on_every_ledger! {
    planning:
        plans_a_batch_once_however_often_it_is_asked,
        takes_a_key_twice_in_one_batch_for_one_message,
        keeps_the_keys_of_companies_apart,
        refuses_a_queued_message_without_an_account,
        resends_as_a_new_row_of_the_next_round,
        keeps_equal_contents_once,
        plans_more_than_a_statement_holds,
        goes_on_in_years_nobody_prepared;
    claiming:
        a_code_goes_before_a_campaign,
        companies_get_alike_however_much_waits,
        claims_nothing_before_it_is_due_and_nothing_twice,
        expires_what_is_too_late_instead_of_leasing_it,
        takes_no_more_than_an_account_has_room_for,
        takes_no_more_of_a_company_than_its_share,
        tells_when_the_next_message_is_due,
        tells_of_what_was_queued,
        tells_of_a_single_message_only_while_somebody_watches_it,
        tells_of_an_account_when_more_or_less_waits_for_it;
    sending:
        writes_the_whole_way_into_the_history,
        lets_an_attempt_leave_once,
        lets_nothing_leave_after_the_lease,
        lets_nothing_leave_with_a_stale_fence,
        lets_nothing_leave_after_its_validity,
        queues_a_retry_and_counts_it_only_when_it_counts,
        keeps_a_stale_answer_as_evidence,
        lets_a_late_answer_end_the_doubt_of_its_own_attempt,
        lets_a_report_overtake_the_answer,
        takes_back_only_what_is_still_leased,
        settles_an_answer_that_comes_twice,
        writes_what_workers_want_at_once,
        takes_the_answers_of_one_batch_in_their_order;
    reports:
        any_order_of_reports_ends_the_same,
        a_repeated_report_is_not_written_again,
        keeps_a_report_until_its_message_is_known,
        forgets_an_unknown_report_after_two_days,
        refuses_a_report_of_another_account,
        a_failure_of_an_earlier_attempt_fails_nothing,
        flags_a_late_success_and_a_contradiction,
        finds_messages_by_every_name,
        expires_what_is_never_reported_on;
    resending:
        counts_each_person_by_the_newest_message,
        a_repeat_that_was_taken_back_replaces_nothing,
        lists_one_message_of_each_person,
        stops_the_repeats_of_a_campaign_alone,
        tells_what_expired_in_silence_and_what_has_arrived;
    recovery:
        queues_again_what_had_not_left_and_doubts_what_had,
        leaves_a_living_worker_alone,
        doubts_the_overdue_of_a_living_worker,
        repeats_by_rule_only_once,
        resolves_only_the_doubted_attempt,
        keeps_the_name_a_doubt_ends_with,
        gives_each_process_a_number_of_its_own,
        frees_the_numbers_of_the_dead_when_alone,
        frees_only_the_numbers_of_those_known_to_have_ended,
        tells_since_when_nobody_was_there;
    stopping:
        cancels_a_campaign_in_pieces,
        holds_an_account_and_resumes_it,
        hands_on_what_waits_without_an_account,
        releases_what_was_planned,
        skips_what_its_recipient_refused,
        stops_nothing_of_another_company,
        stops_nothing_that_has_left,
        expires_what_was_held_too_long;
    pages:
        pages_through_all_messages_in_both_directions,
        filters_by_what_a_list_offers,
        finds_by_recipient_and_words,
        finds_messages_by_the_recipients_of_a_range,
        shows_nothing_of_another_company,
        counts_where_messages_stand,
        counts_what_authors_sent_and_what_it_cost,
        counts_failures_by_reason;
}
