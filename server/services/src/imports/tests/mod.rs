mod run;
mod upload;
