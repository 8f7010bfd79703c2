// Lets the browser keep the page for the time without a network.
navigator.serviceWorker?.register("/sw.js");
