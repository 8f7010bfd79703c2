use domain::accounts::PhoneForm;
use domain::failure::{Failure, Problem};

use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(keeps_and_takes_away_ones_own_phone);

async fn keeps_and_takes_away_ones_own_phone(world: World) -> TestResult {
    let owner = world.owner().await?;
    let member = world.member(&owner, "veli", domain::rights::Role::Viewer).await?;
    let form = |phone: &str| PhoneForm { phone: phone.to_owned() };
    assert_eq!(world.services.own_phone(&owner).await?, "");
    world.services.save_own_phone(&owner, &form("0532 123 45 67")).await?;
    assert_eq!(world.services.own_phone(&owner).await?, "+905321234567");
    assert_eq!(world.services.own_phone(&member).await?, "", "everybody has their own");
    let refused = world.services.save_own_phone(&owner, &form("yok")).await.err().ok_or("it was kept")?;
    assert_eq!(Failure::from(refused).of("phone").map(|field| field.problem), Some(Problem::NotAPhone));
    world.services.save_own_phone(&owner, &form("")).await?;
    assert_eq!(world.services.own_phone(&owner).await?, "");
    Ok(())
}
