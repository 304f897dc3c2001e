package dev.insula.host.importer;

import java.util.Locale;

/**
 * One option of uWSGI; a flag's value is {@code true}.
 *
 * @param key with hyphens, which mean the same as underscores
 */
record UwsgiOption(String key, String value, Whence at) {
  static UwsgiOption of(String key, String value, Whence at) {
    String plain = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return new UwsgiOption(plain, value.strip(), at);
  }

  boolean isOn() {
    return value.equals("true") || value.equals("1") || value.equals("yes") || value.equals("on");
  }

  /** What stands before the first {@code =} of the value, and what stands behind it. */
  UwsgiOption entry() {
    int equals = value.indexOf('=');
    return equals < 0
        ? new UwsgiOption(value, "", at)
        : new UwsgiOption(value.substring(0, equals), value.substring(equals + 1), at);
  }
}
