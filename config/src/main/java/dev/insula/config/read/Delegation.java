package dev.insula.config.read;

import dev.insula.config.Delegated;
import dev.insula.config.HostPattern;
import dev.insula.config.OwnerPolicy;
import dev.insula.config.Place;
import dev.insula.config.Site;
import dev.insula.config.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Included files that belong to other users than the manifest. Each is read for itself, after all
 * others; one with a fault, or one that breaks a rule, is left out, and nothing else is.
 */
final class Delegation {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;

  private final Path manifest;
  private final Owners owners;
  private final Node.Fields defaults;
  private final Map<SiteName, String> declaredBy = new HashMap<>();
  private final Map<Path, String> files = new HashMap<>();
  private final List<Delegated.Refusal> refusals = new ArrayList<>();

  Delegation(Path manifest, Owners owners, Node.Fields defaults) {
    this.manifest = manifest;
    this.owners = owners;
    this.defaults = defaults;
  }

  /**
   * Whether the file is the manifest's own: of root or of the user whose the manifest is, in
   * folders that nobody else can change.
   */
  boolean isOwn(Path file) {
    try (TenantFile opened = TenantFile.of(file)) {
      int own = number(Files.readAttributes(manifest, "unix:uid"), "uid");
      return opened.isRegular() && isTrusted(opened.uid(), own) && areFoldersOwn(file, own);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTrusted(int uid, int own) {
    return uid == 0 || uid == own;
  }

  private static boolean areFoldersOwn(Path file, int own) throws IOException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      Map<String, Object> folder =
          Files.readAttributes(at, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
      int mode = number(folder, "mode");
      boolean isClosed = (mode & WRITABLE_BY_OTHERS) == 0;
      boolean isSticky = (mode & STICKY) != 0 && !at.equals(file.getParent());
      if ((mode & TYPE) != FOLDER
          || !isTrusted(number(folder, "uid"), own)
          || !(isClosed || isSticky)) {
        return false;
      }
    }
    return true;
  }

  private static int number(Map<String, Object> attributes, String key) {
    return attributes.get(key) instanceof Integer value ? value : -1;
  }

  /** Adds the sites of all files that are not the manifest's own. */
  Delegated read(List<Path> included, SequencedMap<SiteName, Site> all, Recorder recorder) {
    included.stream().filter(path -> !isOwn(path)).forEach(path -> read(path, all, recorder));
    return new Delegated(declaredBy, files, refusals);
  }

  private void read(Path file, SequencedMap<SiteName, Site> all, Recorder recorder) {
    Report report = new Report();
    Path shown = IncludedFiles.shown(manifest.resolveSibling(""), file);
    report.opens(shown);
    Recorder own = new Recorder();
    String owner = "nobody that is known";
    try (TenantFile opened = TenantFile.of(file)) {
      owner = opened.owner();
      Optional<OwnerPolicy> policy = policy(opened, shown, report);
      if (policy.isPresent()) {
        Optional<Source> source = new SourceFile(file, shown, report).decode(opened.content());
        source.ifPresent(text -> take(text, policy.get(), all, report, own));
      }
    } catch (IOException e) {
      tell(shown, "the file cannot be read; is it there?", report);
    }
    if (report.isEmpty()) {
      recorder.addAll(own);
      files.put(file, owner);
    } else {
      refusals.add(new Delegated.Refusal(shown, owner, report.inFileOrder()));
    }
  }

  private static void tell(Path shown, String sentence, Report report) {
    report.add(new Place(shown, 1, 1), "", sentence);
  }

  /** Whose file it is; empty after the reason was told why it is not even read. */
  private Optional<OwnerPolicy> policy(TenantFile file, Path shown, Report report) {
    Optional<OwnerPolicy> policy = owners.of(file.owner()).filter(_ -> file.uid() != 0);
    if (!file.isRegular()) {
      tell(shown, "this is no ordinary file; links are not followed.", report);
    } else if (policy.isEmpty()) {
      tell(
          shown,
          "it belongs to %s, for whom owners: has no entry; a file of root's must lie in folders of root's."
              .formatted(file.owner()),
          report);
    } else if (!file.isOfItsOwnerAlone()) {
      tell(
          shown,
          "others than %s can write it, or it has a second name (hard link); type: chmod go-w"
              .formatted(file.owner()),
          report);
    } else {
      return policy;
    }
    return Optional.empty();
  }

  private void take(
      Source source,
      OwnerPolicy policy,
      SequencedMap<SiteName, Site> all,
      Report report,
      Recorder recorder) {
    Context context = new Context(report, recorder, Optional.empty(), Optional.empty());
    SiteList sites = new SiteList(inProcesses(), report);
    Optional<Node.Fields> declared =
        new TreeReader(source, report)
            .read()
            .flatMap(fields ->
                Section.open(HostKeys.INCLUDED, fields, "", context, List.of())
                    .find(HostKeys.SITES));
    declared.ifPresent(fields -> sites.addAll(fields, context));
    SequencedMap<SiteName, Site> governed = new LinkedHashMap<>();
    for (Site site : sites.sites().values()) {
      Spot spot = declared.orElseThrow().field(site.name().text()).orElseThrow().key();
      var rules = new DelegatedSite(site, spot, policy, owners, report);
      rules.check();
      checkFree(site, spot, all, report);
      governed.put(site.name(), rules.governed());
    }
    if (report.isEmpty()) {
      all.putAll(governed);
      governed.keySet().forEach(name -> declaredBy.put(name, policy.user()));
    }
  }

  /** What another site has already stays with it. */
  private static void checkFree(
      Site site, Spot spot, SequencedMap<SiteName, Site> all, Report report) {
    if (all.containsKey(site.name())) {
      report.add(spot, " is the name of another site; choose another one");
    }
    Set<HostPattern> taken = new HashSet<>();
    all.values().forEach(other -> taken.addAll(other.hosts()));
    for (HostPattern host : site.hosts()) {
      if (taken.contains(host)) {
        report.add(spot, ": \"" + host + "\" is claimed by another site");
      }
    }
  }

  /** The defaults, but for the isolation, which such sites have no choice in. */
  private Node.Fields inProcesses() {
    SequencedMap<String, Node.Field> fields = new LinkedHashMap<>(defaults.byName());
    String name = SiteKeys.ISOLATION.name();
    Spot at = defaults.spot();
    Spot spot = new Spot(at.source(), at.line(), at.column(), "defaults." + name);
    fields.put(name, new Node.Field(spot, name, new Node.Scalar(spot, "process", true)));
    return new Node.Fields(at, fields);
  }
}
