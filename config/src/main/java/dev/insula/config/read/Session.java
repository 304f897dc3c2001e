package dev.insula.config.read;

import dev.insula.config.Delegated;
import dev.insula.config.Origins;
import dev.insula.config.Setting;
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
  private final KnownFiles known;
  private final List<SequencedMap<String, Setting>> settings = new ArrayList<>();
  private Optional<WrittenTree> tree = Optional.empty();

  Session(Path file) {
    this(file, new KnownFiles());
  }

  Session(Path file, KnownFiles known) {
    this.known = known;
    this.file = file.toAbsolutePath().normalize();
    this.context = new Context(report, new Recorder(), Optional.empty(), Optional.empty());
  }

  Reading readFile() {
    known.begin(file);
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
    SiteList sites = new SiteList(host.defaults(), report);
    tree = Optional.of(new WrittenTree(host.defaults()));
    host.sites().ifPresent(declared -> add(file, declared, sites, context));
    settings.add(context.recorder().settings());
    List<Path> others = included(host);
    Optional<Delegation> delegation =
        host.owners().map(owners -> new Delegation(file, owners, host.defaults()));
    List<Path> own =
        others.stream()
            .filter(path -> delegation.isEmpty() || delegation.get().isOwn(path))
            .toList();
    own.forEach(path -> include(path, sites));
    known.retain(own);
    SequencedMap<SiteName, Site> all = new LinkedHashMap<>(sites.sites());
    Recorder ofOthers = new Recorder();
    Delegated delegated =
        delegation.map(rules -> rules.read(others, all, ofOthers)).orElse(Delegated.nothing());
    settings.add(ofOthers.settings());
    return report.isEmpty()
        ? new Reading.Valid(host.manifest(all, new Origins(settings), delegated))
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
    Optional<KnownFiles.Stamp> stamp = KnownFiles.Stamp.of(path);
    Optional<KnownFiles.Content> before = stamp.flatMap(known::unchanged);
    if (before.isPresent()) {
      report.opens(IncludedFiles.shown(file.resolveSibling(""), path));
      sites.addAgain(before.get().sites());
      settings.add(before.get().settings());
      return;
    }
    int problems = report.size();
    KnownFiles.Content content = read(path, sites);
    settings.add(content.settings());
    if (report.size() == problems) {
      stamp.ifPresent(now -> known.keep(now, content));
    }
  }

  private KnownFiles.Content read(Path path, SiteList sites) {
    Context own = context.forAnotherFile();
    List<SiteList.Entry> entries =
        source(path)
            .read()
            .flatMap(this::tree)
            .flatMap(fields ->
                Section.open(HostKeys.INCLUDED, fields, "", own, List.of()).find(HostKeys.SITES))
            .map(declared -> add(path, declared, sites, own))
            .orElse(List.of());
    return new KnownFiles.Content(entries, own.recorder().settings());
  }

  private List<SiteList.Entry> add(
      Path path, Node.Fields declared, SiteList sites, Context context) {
    tree.ifPresent(written -> written.add(path, declared));
    return sites.addAll(declared, context);
  }
}
