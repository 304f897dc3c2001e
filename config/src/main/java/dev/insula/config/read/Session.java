package dev.insula.config.read;

import dev.insula.config.Delegated;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The reading of one manifest with everything it includes; one use. */
final class Session {
  private final Path file;
  private final Report report = new Report();
  private final Context context;
  private Optional<WrittenTree> tree = Optional.empty();

  Session(Path file, Availability availability) {
    this.file = file.toAbsolutePath().normalize();
    this.context =
        new Context(report, new Recorder(), availability, Optional.empty(), Optional.empty());
  }

  Reading readFile() {
    return manifest(source(file).read());
  }

  Reading readContent(byte[] content) {
    return manifest(source(file).decode(content));
  }

  /** What was read, as it was written; empty when it is faulty. */
  Optional<Written> written() {
    return readFile() instanceof Reading.Valid ? tree.map(WrittenTree::written) : Optional.empty();
  }

  private SourceFile source(Path other) {
    Path shown = IncludedFiles.shown(file.resolveSibling(""), other);
    report.opens(shown);
    return new SourceFile(other, shown, report);
  }

  private Reading manifest(Optional<Source> source) {
    Optional<Node.Fields> root = source.flatMap(this::tree);
    if (root.isEmpty()) {
      return new Reading.Invalid(report.inFileOrder());
    }
    HostValues host = new HostValues(file, root.get(), context);
    SiteList sites = new SiteList(host.defaults(), context);
    tree = Optional.of(new WrittenTree(host.defaults()));
    host.sites().ifPresent(declared -> add(file, declared, sites));
    List<Path> others = included(host);
    Optional<Delegation> delegation =
        host.owners()
            .map(owners -> new Delegation(file, owners, host.defaults(), context.availability()));
    others.stream()
        .filter(path -> delegation.isEmpty() || delegation.get().isOwn(path))
        .forEach(path -> include(path, sites));
    SequencedMap<SiteName, Site> all = new LinkedHashMap<>(sites.sites());
    Delegated delegated =
        delegation
            .map(rules -> rules.read(others, all, context.recorder()))
            .orElse(Delegated.nothing());
    return report.isEmpty()
        ? new Reading.Valid(host.manifest(all, context.recorder().origins(), delegated))
        : new Reading.Invalid(report.inFileOrder());
  }

  private Optional<Node.Fields> tree(Source source) {
    return new TreeReader(source, report).read();
  }

  private List<Path> included(HostValues host) {
    Set<Path> files = new LinkedHashSet<>();
    IncludedFiles finder = new IncludedFiles(report);
    for (Node node : host.includes()) {
      if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
        files.addAll(finder.find(node, scalar.text()));
      }
      if (files.size() > IncludedFiles.LIMIT) {
        report.add(node.spot(), " names more than " + IncludedFiles.LIMIT + " files; name fewer");
        return List.of();
      }
    }
    files.remove(file);
    return new ArrayList<>(files);
  }

  private void include(Path path, SiteList sites) {
    Optional<Node.Fields> root = source(path).read().flatMap(this::tree);
    root.ifPresent(fields ->
        Section.open(HostKeys.INCLUDED, fields, "", context, List.of())
            .find(HostKeys.SITES)
            .ifPresent(declared -> add(path, declared, sites)));
  }

  private void add(Path path, Node.Fields declared, SiteList sites) {
    sites.addAll(declared);
    tree.ifPresent(written -> written.add(path, declared));
  }
}
