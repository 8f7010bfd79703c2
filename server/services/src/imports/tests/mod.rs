mod rows;
mod run;
mod upload;
