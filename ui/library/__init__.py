"""The library as people see and change it on the page: files, links and folders come in, HTML goes out."""
