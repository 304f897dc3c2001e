package dev.insula.host.importer;

/**
 * One setting of gunicorn.
 *
 * @param name as in a configuration file, such as {@code worker_class}
 */
record GunicornOption(String name, String value, Whence at) {
  boolean isOn() {
    return !value.isEmpty() && !value.equalsIgnoreCase("false") && !value.equals("0");
  }
}
