package dev.insula.config.read;

import java.util.List;

/** All key tables: the whole schema of the manifest. */
final class Tables {
  private Tables() {}

  static List<KeyTable> all() {
    return List.of(
        HostKeys.TABLE,
        OwnerKeys.TABLE,
        OwnerKeys.LIMITS_TABLE,
        ApplicationKeys.TABLE,
        SiteKeys.TABLE,
        MountKeys.TABLE,
        ProcessKeys.TABLE,
        PythonKeys.TABLE,
        AuthKeys.TABLE,
        AuthKeys.REQUIRE_TABLE,
        LimitKeys.TABLE,
        TimeoutKeys.TABLE,
        RecycleKeys.TABLE,
        HealthKeys.TABLE,
        TlsKeys.TABLE);
  }
}
