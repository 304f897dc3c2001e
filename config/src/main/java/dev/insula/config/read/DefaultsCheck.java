package dev.insula.config.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what is wrong under {@code defaults:} by itself, whether or not a site uses it. */
final class DefaultsCheck {
  /** Every key of a site except those that belong to one site only. */
  static final KeyTable TABLE =
      new KeyTable(
          SiteKeys.TABLE.path(),
          "defaults",
          SiteKeys.TABLE.keys().stream()
              .filter(key ->
                  !List.of(SiteKeys.HOSTS, SiteKeys.DEFAULT, SiteKeys.SETTINGS).contains(key))
              .toList());

  private final Context context;

  DefaultsCheck(Context context) {
    this.context =
        new Context(context.report(), new Recorder(), Optional.empty(), Optional.empty());
  }

  private void refuse(Node.Field field) {
    context.report().add(field.key(), " belongs to one site; write it there");
  }

  void run(Node.Fields defaults) {
    List<String> ofOneSite = new ArrayList<>(ApplicationKeys.TABLE.names());
    ofOneSite.addAll(SiteKeys.TABLE.names());
    ofOneSite.removeAll(TABLE.names());
    defaults.only(ofOneSite).byName().values().forEach(this::refuse);
    Section section =
        Section.open(TABLE, defaults.without(ofOneSite), "defaults", context, List.of());
    TABLE.keys().forEach(section::find);
    section.section(SiteKeys.PROCESS, ProcessKeys.TABLE).readAll();
    section.section(SiteKeys.PYTHON, PythonKeys.TABLE).readAll();
    section.section(SiteKeys.LIMITS, LimitKeys.TABLE).readAll();
    section.section(SiteKeys.TIMEOUTS, TimeoutKeys.TABLE).readAll();
    section.section(SiteKeys.RECYCLE, RecycleKeys.TABLE).readAll();
    section.section(SiteKeys.HEALTH, HealthKeys.TABLE).readAll();
    section.section(SiteKeys.TLS, TlsKeys.TABLE).readAll();
  }
}
