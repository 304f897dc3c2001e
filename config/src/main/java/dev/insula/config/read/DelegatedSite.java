package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.ByteSize;
import dev.insula.config.CpuShare;
import dev.insula.config.HostPattern;
import dev.insula.config.Isolation;
import dev.insula.config.Limits;
import dev.insula.config.OwnerPolicy;
import dev.insula.config.Site;
import dev.insula.config.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The rules for a site that another user than the manifest's own has declared. */
final class DelegatedSite {
  private static final Path SYSTEM = Path.of("/usr");
  private static final List<String> DANGEROUS =
      List.of("LD_", "GLIBC_", "GCONV_", "PYTHON", "INSULA_", "LISTEN_", "NOTIFY_", "MALLOC_");
  private static final List<String> DANGEROUS_NAMES =
      List.of(
          "PATH",
          "IFS",
          "ENV",
          "BASH_ENV",
          "SHELLOPTS",
          "LOCPATH",
          "NLSPATH",
          "HOSTALIASES",
          "RES_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH");

  private final Site site;
  private final Spot spot;
  private final OwnerPolicy policy;
  private final Owners owners;
  private final Report report;

  DelegatedSite(Site site, Spot spot, OwnerPolicy policy, Owners owners, Report report) {
    this.site = site;
    this.spot = spot;
    this.policy = policy;
    this.owners = owners;
    this.report = report;
  }

  private void refuse(String key, String sentence) {
    Spot at = new Spot(spot.source(), spot.line(), spot.column(), spot.path() + key);
    report.add(at, sentence);
  }

  /** Tells every rule that is broken. */
  void check() {
    if (!owners.owns(policy, site.name().text())) {
      refuse(
          "",
          " is no name for a site of %s; it must be \"%s\", or begin with \"%2$s-\""
              .formatted(policy.user(), policy.prefix()));
    }
    site.hosts().forEach(this::checkHost);
    if (site.isDefault()) {
      refuse(".default", " is true, which files of " + policy.user() + " may not say");
    }
    site.user()
        .filter(name -> !name.equals(policy.user()))
        .ifPresent(name ->
            refuse(
                ".user",
                " is \"" + name + "\"; sites of a file run as its owner, " + policy.user()));
    Stream.concat(Stream.of(site.application()), site.mounts().values().stream())
        .forEach(this::checkApplication);
    if (!site.staticFolders().isEmpty()) {
      refuseFrontsWork(".static", "files are");
    }
    Stream.concat(site.env().keySet().stream(), site.secrets().keySet().stream())
        .filter(DelegatedSite::isDangerous)
        .forEach(name ->
            refuse(".env." + name, " changes how programs are started; choose another name"));
    files().filter(file -> !policy.mayUse(file)).forEach(this::refuseFile);
    tlsFiles().forEach(this::checkOwner);
    site.processGroup()
        .ifPresent(group ->
            refuse(
                ".process.group",
                " is \"%s\"; a group may hold sites of others, so files of %s may name none"
                    .formatted(group, policy.user())));
    checkLimits(site.limits());
  }

  private void checkHost(HostPattern host) {
    if (!owners.owns(policy, host)) {
      refuse(
          ".hosts",
          ": \"%s\" is not for files of %s; owners.%2$s.hosts says which names are"
              .formatted(host, policy.user()));
    }
  }

  private void checkApplication(Application application) {
    switch (application) {
      case Application.StaticFolder _ -> refuseFrontsWork("", "files are");
      case Application.Proxy _ -> refuseFrontsWork("", "a proxy is");
      case Application.Redirect _,
          Application.Wsgi _,
          Application.WsgiDjango _,
          Application.Command _ -> {}
      case Application.JavaObject _, Application.War _, Application.Boot _ -> checkIsolation();
    }
  }

  private void checkIsolation() {
    if (site.isolation() != Isolation.PROCESS) {
      refuse(
          ".isolation",
          " is \"classloader\"; a site of a file of " + policy.user() + " must have \"process\"");
    }
  }

  private void refuseFrontsWork(String key, String what) {
    refuse(
        key,
        ": %s served by the front, which reaches more than %s may; let the site itself do it"
            .formatted(what, policy.user()));
  }

  private static boolean isDangerous(String name) {
    return DANGEROUS_NAMES.contains(name) || DANGEROUS.stream().anyMatch(name::startsWith);
  }

  private Stream<Path> tlsFiles() {
    return site.tls().stream()
        .flatMap(tls ->
            switch (tls) {
              case Tls.Files(Path certificate, Path key) -> Stream.of(certificate, key);
              case Tls.SelfSigned() -> Stream.empty();
            });
  }

  /** Every file that the site names; what the system itself has is everybody's. */
  private Stream<Path> files() {
    Stream<Path> own =
        Stream.of(
                site.path().stream(),
                Stream.of(site.directory()),
                site.python().venv().stream(),
                site.secrets().values().stream(),
                tlsFiles())
            .flatMap(paths -> paths);
    Stream<Path> programs =
        Stream.concat(
                Stream.of(site.python().interpreter()),
                Stream.concat(Stream.of(site.application()), site.mounts().values().stream())
                    .flatMap(this::files))
            .filter(file -> !file.startsWith(SYSTEM));
    return Stream.concat(own, programs);
  }

  private Stream<Path> files(Application application) {
    return switch (application) {
      case Application.War war -> Stream.of(war.file());
      case Application.Boot(Path jar) -> Stream.of(jar);
      case Application.Command(List<String> words) ->
          words.stream()
              .filter(word -> word.contains("/"))
              .map(word -> site.directory().resolve(word))
              .filter(Files::exists);
      case Application.Wsgi(String module, String _, boolean _) ->
          module.startsWith("/") ? Stream.of(Path.of(module)) : Stream.empty();
      case Application.JavaObject java -> java.path().stream();
      case Application.WsgiDjango _,
          Application.StaticFolder _,
          Application.Proxy _,
          Application.Redirect _ ->
          Stream.empty();
    };
  }

  private void refuseFile(Path file) {
    refuse(
        "",
        ": %s does not lie in a folder of %s; owners.%2$s.folders says which those are"
            .formatted(Shown.text(file.toString()), policy.user()));
  }

  /** The front reads it, which may read those of others, too. */
  private void checkOwner(Path file) {
    try (TenantFile opened = TenantFile.of(file)) {
      boolean isReached = policy.mayUse(file.toRealPath());
      if (opened.owner().equals(policy.user())
          && opened.isRegular()
          && opened.isOfItsOwnerAlone()
          && isReached) {
        return;
      }
    } catch (IOException e) {
      // Not there, which is not the owner's either.
    }
    refuse(
        ".tls",
        ": "
            + Shown.text(file.toString())
            + " is not a file of "
            + policy.user()
            + " alone; a site may use its owner's keys only");
  }

  private void checkLimits(Limits limits) {
    checkLimit("memory", limits.memory(), policy.memory(), ByteSize::bytes);
    checkLimit("cpu", limits.cpu(), policy.cpu(), CpuShare::percent);
    checkLimit("tasks", boxed(limits.tasks()), boxed(policy.tasks()), tasks -> tasks);
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private <T> void checkLimit(
      String limit, Optional<T> wanted, Optional<T> most, ToLongFunction<T> size) {
    wanted.ifPresent(value ->
        most.filter(bound -> size.applyAsLong(value) > size.applyAsLong(bound))
            .ifPresent(bound -> tooMuch(limit, value, bound)));
  }

  private void tooMuch(String limit, Object wanted, Object most) {
    refuse(
        ".limits." + limit,
        " is %s; sites of %s have at most %s".formatted(wanted, policy.user(), most));
  }

  /** The site as it runs: as the owner, with the owner's limits where it says none. */
  Site governed() {
    Limits limits = site.limits();
    Limits most =
        new Limits(
            limits.memory().or(policy::memory),
            limits.cpu().or(policy::cpu),
            limits.tasks().isPresent() ? limits.tasks() : policy.tasks(),
            limits.body(),
            limits.queue(),
            limits.concurrency());
    return site.application() instanceof Application.Redirect
        ? site
        : site.toBuilder().user(policy.user()).limits(most).build();
  }
}
