package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.BootManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts a Spring Boot jar as a process of its own, by its own launcher. */
final class BootLauncher {
  private static final String OWNER_ONLY = "rw-------";

  private final SiteFiles files;
  private final ProgramLauncher programs;

  BootLauncher(SiteFiles files, ProgramLauncher programs) {
    this.files = files;
    this.programs = programs;
  }

  Launcher.Launched launch(Order order, Path jar, Launcher.Listener listener) throws IOException {
    // Else a plain jar would be started, and be told nothing that it knows.
    BootManifest.main(jar);
    return programs.launch(order, false, address -> start(order.site(), jar, address), listener);
  }

  private ProgramStart start(Site declared, Path jar, ProgramAddress address) throws IOException {
    Site site = BootSite.at(declared, address.port());
    String name = site.name().text();
    Map<String, String> environment = new LinkedHashMap<>(programs.base(site));
    environment.putAll(site.env());
    return new ProgramStart(
        List.of(Installation.java().toString(), "@" + arguments(site, jar)),
        environment,
        site.directory(),
        files.outputLog(name),
        address);
  }

  /** A file, because every local user can read a process's arguments. */
  private Path arguments(Site site, Path jar) throws IOException {
    Path folder = files.temporary(site.name().text());
    Path file = folder.resolve("jvm-arguments");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Files.writeString(
        file,
        String.join("\n", BootSite.arguments(site, jar, folder, List.of())),
        StandardCharsets.UTF_8);
    return file;
  }
}
