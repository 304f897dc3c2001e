package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.util.List;
import java.util.Optional;

/** Makes one site of its map and the defaults. */
final class SiteReader {
  private final Context context;
  private final Node.Fields defaults;

  SiteReader(Context context, Node.Fields defaults) {
    this.context = context;
    this.defaults = defaults;
  }

  /** The site, or nothing after its problems were reported. */
  Optional<Site> read(Node.Field declared) {
    boolean isNamed = SiteName.isValid(declared.name());
    if (!isNamed) {
      context.report().add(declared.key(), " is no site name; it must be " + SiteName.RULE);
    }
    Optional<Node.Fields> written = Maps.fields().read(declared.value(), context.report());
    Optional<SiteValues> values = written.flatMap(fields -> values(declared, fields));
    return isNamed
        ? values.map(found -> found.site(new SiteName(declared.name())))
        : Optional.empty();
  }

  private Optional<SiteValues> values(Node.Field declared, Node.Fields written) {
    ApplicationChoice choice =
        new ApplicationChoice(ApplicationKeys.TABLE, ApplicationKeys.all(), written);
    Node.Fields merged = Maps.over(written, inherited(choice.kind()));
    Section section = section(declared, merged, choice);
    Section applications =
        Section.open(
            ApplicationKeys.TABLE,
            written.only(choice.names()),
            section.path(),
            context,
            List.of());
    Optional<Application> application = choice.read(declared.key(), applications, context.report());
    SiteChecks checks = new SiteChecks(declared, section, application, context.report());
    SiteValues values = new SiteValues(section, application);
    checks.run(values);
    return application.isPresent() ? Optional.of(values) : Optional.empty();
  }

  /** A default isolation does not move a site that always needs a process. */
  private Node.Fields inherited(Optional<Kind> kind) {
    return kind.filter(Kind::needsProcess).isPresent()
        ? defaults.without(List.of(SiteKeys.ISOLATION.name()))
        : defaults;
  }

  private Section section(Node.Field declared, Node.Fields merged, ApplicationChoice choice) {
    Context typed = choice.kind().map(context::forKind).orElse(context);
    Context placed = isolation(merged, choice.kind()).map(typed::forIsolation).orElse(typed);
    return Section.open(SiteKeys.TABLE, merged, declared.key().path(), placed, choice.expected());
  }

  /** The isolation that the site will have; empty when that cannot be told. */
  private Optional<Isolation> isolation(Node.Fields merged, Optional<Kind> kind) {
    Optional<Node.Field> field = merged.field(SiteKeys.ISOLATION.name());
    boolean isFree = kind.isPresent() && Kind.programs().contains(kind.get());
    if (field.isEmpty() || (kind.isPresent() && !isFree)) {
      return kind.map(Kind::defaultIsolation);
    }
    Optional<Isolation> written =
        SiteKeys.ISOLATION.type().read(field.get().value(), context.report());
    Optional<Kind> bound = kind.filter(Kind::needsProcess);
    if (bound.isPresent() && written.isPresent() && written.get() != Isolation.PROCESS) {
      refuse(field.get(), bound.get());
      return Optional.of(Isolation.PROCESS);
    }
    return written;
  }

  private void refuse(Node.Field field, Kind kind) {
    String rule = "; a " + kind + " site always runs as \"process\"; write that or remove the line";
    context.report().add(field.value().spot(), " is \"classloader\"" + rule);
  }
}
