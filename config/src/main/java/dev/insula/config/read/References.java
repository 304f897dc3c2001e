package dev.insula.config.read;

import dev.insula.config.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The references {@code ${port}} and {@code ${socket}}, which Insula fills in for a command site;
 * of a boot site's the first, as it listens on a port. Any other {@code ${...}} is the site's own
 * business and stays as it is.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final List<String> KNOWN = List.of("port", "socket");

  private final Section section;
  private final Optional<Application> application;
  private final Report report;

  References(Section section, Optional<Application> application, Report report) {
    this.section = section;
    this.application = application;
    this.report = report;
  }

  void check(SiteValues values) {
    if (application.isEmpty()) {
      return;
    }
    List<Node.Scalar> env = scalars(section.field(SiteKeys.ENV));
    if (application.get() instanceof Application.Command) {
      checkCommand(env);
    } else if (application.get() instanceof Application.Boot) {
      env.forEach(this::refuseSocket);
      scalars(section.field(SiteKeys.PROPERTIES)).forEach(this::refuseSocket);
      scalars(section.field(SiteKeys.JVM)).forEach(this::refuse);
    } else {
      env.forEach(this::refuse);
      scalars(section.field(SiteKeys.PROPERTIES)).forEach(this::refuse);
      scalars(section.field(SiteKeys.JVM)).forEach(this::refuse);
    }
  }

  private void checkCommand(List<Node.Scalar> env) {
    Optional<Node.Field> command = section.fields().field(ApplicationKeys.COMMAND.name());
    List<Node.Scalar> all = new ArrayList<>(scalars(command));
    all.addAll(env);
    all.forEach(this::checkSpelling);
    if (all.stream().noneMatch(scalar -> holdsReference(scalar.text()))) {
      command.ifPresent(field ->
          report.add(
              field.value().spot(),
              " does not say where to listen; write ${port} or ${socket} in an argument or in env"));
    }
  }

  private void checkSpelling(Node.Scalar scalar) {
    Matcher matcher = REFERENCE.matcher(scalar.text());
    while (matcher.find()) {
      checkSpelling(scalar, matcher.group(1));
    }
  }

  private void checkSpelling(Node.Scalar scalar, String name) {
    Optional<String> meant = Words.nearest(name, KNOWN).filter(word -> !word.equals(name));
    String found = " holds " + Shown.quoted("${" + name + "}");
    meant.ifPresent(word ->
        report.add(
            scalar.spot(),
            found + "; Insula fills in ${port} and ${socket}",
            Words.didYouMean("\"${" + word + "}\"")));
  }

  private void refuseSocket(Node.Scalar scalar) {
    if (scalar.text().contains("${socket}")) {
      report.add(
          scalar.spot(),
          " is " + Shown.value(scalar) + "; a boot site listens on a port, which is ${port}");
    }
  }

  private void refuse(Node.Scalar scalar) {
    if (holdsReference(scalar.text())) {
      report.add(
          scalar.spot(),
          " is " + Shown.value(scalar) + "; ${port} and ${socket} exist in command sites only");
    }
  }

  private static boolean holdsReference(String text) {
    return KNOWN.stream().anyMatch(name -> text.contains("${" + name + "}"));
  }

  private static List<Node.Scalar> scalars(Optional<Node.Field> field) {
    List<Node.Scalar> scalars = new ArrayList<>();
    field.ifPresent(found -> collect(found.value(), scalars));
    return scalars;
  }

  private static void collect(Node node, List<Node.Scalar> scalars) {
    switch (node) {
      case Node.Scalar scalar -> scalars.add(scalar);
      case Node.Broken broken -> {}
      case Node.Items items -> items.nodes().forEach(item -> collect(item, scalars));
      case Node.Fields fields ->
          fields.byName().values().forEach(field -> collect(field.value(), scalars));
    }
  }
}
