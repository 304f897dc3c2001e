"""One web application under Insula and under Tomcat behind nginx."""
