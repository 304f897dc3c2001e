package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.Middleware;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the keys of one site must agree on among themselves. */
final class SiteChecks {
  private final Node.Field declared;
  private final Section section;
  private final Optional<Application> application;
  private final Report report;

  SiteChecks(
      Node.Field declared, Section section, Optional<Application> application, Report report) {
    this.declared = declared;
    this.section = section;
    this.application = application;
    this.report = report;
  }

  void run(SiteValues values) {
    requireHosts();
    requirePath();
    requireSettings();
    checkSettings(values, SiteKeys.ENV, values.env(), settingsVariable());
    checkSettings(values, SiteKeys.PROPERTIES, values.properties(), "settings.module");
    checkMiddleware(values);
    new References(section, application, report).check(values);
  }

  private void missing(Key<?> key, String sentence) {
    Spot site = declared.key();
    Spot spot = new Spot(site.source(), site.line(), site.column(), site.path() + "." + key.name());
    report.add(spot, " is missing; " + sentence);
  }

  private void requireHosts() {
    boolean isDefault =
        section
            .field(SiteKeys.DEFAULT)
            .map(Node.Field::value)
            .filter(SiteChecks::isTrue)
            .isPresent();
    Optional<Node.Field> hosts = section.field(SiteKeys.HOSTS);
    if (hosts.isEmpty() && !isDefault) {
      missing(
          SiteKeys.HOSTS,
          "write the names that the site answers to, such as [shop.example], or \"default: true\"");
    } else if (hosts.isPresent()
        && !isDefault
        && hosts.get().value() instanceof Node.Items items
        && items.nodes().isEmpty()) {
      report.add(items.spot(), " is an empty list; it must hold at least one host name");
    }
  }

  private static boolean isTrue(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().equals("true");
  }

  private void requirePath() {
    boolean isJava = application.isPresent() && application.get() instanceof Application.JavaObject;
    if (isJava && !section.has(SiteKeys.PATH)) {
      missing(SiteKeys.PATH, "write the class folder, jar or folder of jars that holds the class");
    }
  }

  private void requireSettings() {
    boolean isDjango =
        application.isPresent() && application.get() instanceof Application.WsgiDjango;
    if (isDjango && !section.has(SiteKeys.SETTINGS)) {
      missing(
          SiteKeys.SETTINGS, "\"wsgi: django\" reads WSGI_APPLICATION from the settings module");
    }
  }

  private String settingsVariable() {
    return section.context().kind().filter(Kind.WSGI::equals).isPresent()
        ? "DJANGO_SETTINGS_MODULE"
        : "SETTINGS_MODULE";
  }

  private void checkSettings(
      SiteValues values, Key<?> key, Map<String, String> map, String variable) {
    Optional<String> other = Optional.ofNullable(map.get(variable));
    boolean isContradicted =
        other.isPresent()
            && values.settings().filter(settings -> !settings.equals(other.get())).isPresent();
    if (isContradicted) {
      section
          .field(key)
          .flatMap(field -> entry(field, variable))
          .ifPresent(node ->
              report.add(
                  node.spot(),
                  " is "
                      + Shown.value(node)
                      + ", but settings says "
                      + Shown.quoted(values.settings().orElseThrow())
                      + "; keep one of the two"));
    }
  }

  private static Optional<Node> entry(Node.Field field, String name) {
    return field.value() instanceof Node.Fields fields
        ? fields.field(name).map(Node.Field::value)
        : Optional.empty();
  }

  private void checkMiddleware(SiteValues values) {
    Optional<Kind> kind = section.context().kind();
    List<Node> nodes =
        section.field(SiteKeys.MIDDLEWARE).map(Node.Field::value).stream()
            .flatMap(node ->
                node instanceof Node.Items items ? items.nodes().stream() : Stream.<Node>empty())
            .toList();
    for (int i = 0; i < values.middleware().size(); i++) {
      boolean isPython = values.middleware().get(i) instanceof Middleware.Wsgi;
      if (kind.isPresent() && isPython != (kind.get() == Kind.WSGI)) {
        Node node = nodes.get(i);
        report.add(
            node.spot(),
            " is "
                + Shown.value(node)
                + "; for a "
                + kind.get()
                + " site it must be "
                + (isPython ? "CLASS or CLASS::METHOD" : "MODULE:CALLABLE"));
      }
    }
  }
}
