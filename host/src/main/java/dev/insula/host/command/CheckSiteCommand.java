package dev.insula.host.command;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Site;
import dev.insula.host.command.FaultHandler.Fault;
import dev.insula.host.json.JsonText;
import dev.insula.site.check.SiteCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads class files only; nothing of a site is loaded or run. */
@Command(
    name = "check-site",
    description =
        "Says what Java sites touch of their JVM's process-wide state, what of it is isolated, and"
            + " whether isolation: classloader is sound; exit code 1 if a process is recommended.",
    mixinStandardHelpOptions = true)
final class CheckSiteCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MANIFEST SITE | PATH",
      description =
          "A manifest and sites of it (default: insula.yaml, then /etc/insula/insula.yaml, and all"
              + " its Java sites), or jars, web applications and folders that make up one class"
              + " path.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "The whole report as JSON.")
  private boolean json;

  @Option(names = "--all", description = "Also each class that touches what is isolated.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    Optional<List<CheckedSite>> subjects = subjects();
    if (subjects.isEmpty()) {
      return ExitCode.FAULTY_MANIFEST.status();
    }
    List<Map<String, Object>> reports = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    boolean recommended = false;
    for (CheckedSite subject : subjects.get()) {
      SiteCheck check = checked(subject);
      recommended |= subject.needsAnother(check);
      reports.add(subject.json(check));
      if (!json) {
        out.print(subject.text(check, all));
      }
    }
    if (json) {
      out.println(JsonText.of(Map.of("sites", reports)));
    }
    out.flush();
    return (recommended ? ExitCode.FAILED : ExitCode.FINE).status();
  }

  private static SiteCheck checked(CheckedSite subject) {
    try {
      return SiteCheck.of(subject.path(), subject.applicationClass());
    } catch (IOException e) {
      throw new Fault(ExitCode.FAILED, subject.name() + " cannot be read: " + e.getMessage());
    }
  }

  /** Empty if the manifest is faulty, after its problems were printed. */
  private Optional<List<CheckedSite>> subjects() {
    boolean named = !words.isEmpty() && isManifest(words.getFirst());
    List<String> rest = named ? words.subList(1, words.size()) : words;
    if (!named && !rest.isEmpty() && rest.stream().allMatch(it -> Files.exists(Path.of(it)))) {
      return Optional.of(List.of(ofPaths(rest.stream().map(Path::of).toList())));
    }
    Path file = ManifestFile.choose(named ? Path.of(words.getFirst()) : null);
    return ManifestFile.read(file, spec.commandLine().getErr())
        .map(manifest -> chosen(manifest, file, rest));
  }

  private static boolean isManifest(String word) {
    return word.matches(".*\\.(ya?ml|json)");
  }

  private static CheckedSite ofPaths(List<Path> paths) {
    return new CheckedSite(
        paths.getFirst().toString(), paths, Optional.empty(), Isolation.CLASSLOADER);
  }

  private static List<CheckedSite> chosen(Manifest manifest, Path file, List<String> names) {
    List<CheckedSite> all =
        manifest.sites().values().stream().flatMap(site -> subject(site).stream()).toList();
    for (String name : names) {
      if (all.stream().noneMatch(it -> it.name().equals(name))) {
        throw new Fault(
            ExitCode.USAGE,
            "\"%s\" is no file or folder, and no Java site of %s".formatted(name, file));
      }
    }
    return all.stream().filter(it -> names.isEmpty() || names.contains(it.name())).toList();
  }

  private static Optional<CheckedSite> subject(Site site) {
    return switch (site.application()) {
      case Application.JavaObject java ->
          Optional.of(of(site, site.path(), Optional.of(java.toString().replaceAll("::.*", ""))));
      case Application.War war -> Optional.of(of(site, wars(site, war), Optional.empty()));
      case Application.Boot boot -> Optional.of(of(site, List.of(boot.jar()), Optional.empty()));
      case Application.Wsgi _,
          Application.WsgiDjango _,
          Application.Command _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          Optional.empty();
    };
  }

  private static List<Path> wars(Site site, Application.War first) {
    List<Path> all = new ArrayList<>(List.of(first.file()));
    for (Application mount : site.mounts().values()) {
      if (mount instanceof Application.War war) {
        all.add(war.file());
      }
    }
    return all;
  }

  private static CheckedSite of(Site site, List<Path> path, Optional<String> application) {
    return new CheckedSite(site.name().text(), path, application, site.isolation());
  }
}
