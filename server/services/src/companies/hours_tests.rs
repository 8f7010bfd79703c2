use domain::companies::{SendingHours, SendingHoursForm};
use domain::failure::Problem;
use domain::rights::Role;
use domain::time::Weekday;

use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(the_hours_are_kept_and_only_some_may_set_them);

async fn the_hours_are_kept_and_only_some_may_set_them(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let services = &world.services;
    assert_eq!(services.sending_hours(&sender).await?, SendingHours::default());
    let days = Weekday::ALL[..6].to_vec();
    let form = SendingHoursForm { from: "10".to_owned(), until: "19".to_owned(), days };
    let refused = services.set_sending_hours(&sender, &form).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    services.set_sending_hours(&owner, &form).await?;
    assert_eq!(Some(services.sending_hours(&sender).await?), SendingHours::new(10, 19, 0b011_1111));
    let never = SendingHoursForm { until: "10".to_owned(), ..form };
    let refused = services.set_sending_hours(&owner, &never).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Invalid));
    // The profile beside it leaves the hours alone.
    world.introduce(&owner).await?;
    assert_eq!(Some(services.sending_hours(&owner).await?), SendingHours::new(10, 19, 0b011_1111));
    Ok(())
}
