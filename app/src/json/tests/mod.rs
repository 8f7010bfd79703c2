mod agreement;
mod letters;
mod numbers;
mod shapes;
