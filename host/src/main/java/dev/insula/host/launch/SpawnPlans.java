package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.CpuShare;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.host.json.JsonText;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * From a declared site to the plan that the spawner follows. What is only known at a start, and the
 * secrets, stand in it as placeholders.
 */
public final class SpawnPlans {
  private static final Path TEMPORARY = Path.of("/tmp");
  private static final Path ANY_SOCKET = Path.of("/socket");

  private SpawnPlans() {}

  /**
   * The plan of a site that runs in a process of its own.
   *
   * @param log where the spawner keeps what the site prints
   * @param cache a folder of the user's own that stays
   * @throws IOException a sentence, if the site cannot be run by the spawner
   */
  public static Plan of(Site site, User user, Path log, Path cache) throws IOException {
    Application application = site.application();
    return switch (application) {
      case Application.Wsgi _, Application.WsgiDjango _ ->
          plan(site, user, log, PythonDaemon.program(site), pythonInput(site));
      case Application.JavaObject _ ->
          plan(site, user, log, SpawnedJvm.program(site), javaInput(site));
      case Application.War _ -> war(site, user, log, cache);
      case Application.Command(List<String> words) ->
          SpawnedProgram.of(site, words).plan(user, log, limits(site));
      case Application.Boot(Path jar) -> SpawnedProgram.of(site, jar).plan(user, log, limits(site));
      case Application.StaticFolder _, Application.Proxy _, Application.Redirect _ ->
          throw new IOException("nothing of this site is started");
    };
  }

  /**
   * The plan of a site that shares its process.
   *
   * @param cache a folder of the user's own that stays
   * @throws IOException as {@link #of(Site, User, Path, Path)}
   */
  public static Plan of(Site site, SpawnedGroup group, User user, Path log, Path cache)
      throws IOException {
    return group.plan(site, user, log, cache);
  }

  private static Plan war(Site site, User user, Path log, Path cache) throws IOException {
    if (OldWars.of(site).isEmpty()) {
      return plan(site, user, log, SpawnedJvm.program(site), javaInput(site));
    }
    var migration = SpawnedMigration.of(site, cache);
    Plan plain = plan(site, user, log, migration.program(), javaInput(migration.migrated()));
    return plain.with(migration.room(plain.room()));
  }

  private static Plan plan(Site site, User user, Path log, List<String> program, Plan.Input input)
      throws IOException {
    return new Plan(
        site.name().text(),
        user,
        program.stream().map(SpawnPlans::literal).toList(),
        literal(ChildEnvironment.of(site)),
        site.directory(),
        input,
        log,
        limits(site),
        new Room(SiteRoom.readOnly(site), SiteRoom.readWrite(site), site.network() == Network.HOST),
        site.secrets());
  }

  private static Plan.Input pythonInput(Site site) throws IOException {
    Map<String, Object> entries = PythonPlan.entries(new Order(site, 1, 1), ANY_SOCKET);
    MountedJava.plan(site, TEMPORARY, TEMPORARY.resolve("insula"), TEMPORARY.resolve("web"))
        .ifPresent(java -> entries.put("java", java));
    entries.remove("socket");
    entries.remove("generation");
    String rest = literal(JsonText.of(entries)).substring(1);
    String head =
        "{\"socket\":\"${socket}\",\"generation\":${generation},\"secrets\":%s,"
            .formatted(JsonText.of(secrets(site)));
    return new Plan.Input(Plan.Format.JSON, head + rest + "\n");
  }

  private static Map<String, String> secrets(Site site) {
    Map<String, String> secrets = new LinkedHashMap<>();
    site.secrets().keySet().forEach(name -> secrets.put(name, "${secret:" + name + "}"));
    return secrets;
  }

  /** Its values are percent-encoded, so no text of the site's can be a placeholder. */
  private static Plan.Input javaInput(Site site) throws IOException {
    return javaInput(site, TEMPORARY);
  }

  /** The same with a folder of the site's own below those that it may share. */
  static Plan.Input javaInput(Site site, Path temporary) throws IOException {
    var definition = JavaDefinition.inRoom(site, temporary, ANY_SOCKET);
    String text = JavaDaemon.text(definition, ANY_SOCKET, site.timeouts().drain());
    String lines =
        text.lines()
            .filter(line -> !line.equals("end"))
            .map(SpawnPlans::withPlaceholder)
            .collect(Collectors.joining("\n"));
    var secrets = new StringBuilder();
    secrets(site)
        .forEach((name, value) ->
            secrets.append("site.env.").append(name).append('=').append(value).append('\n'));
    return new Plan.Input(Plan.Format.PERCENT, lines + "\n" + secrets + "end\n");
  }

  private static String withPlaceholder(String line) {
    for (String socket : List.of("daemon.socket=", "container.socket=")) {
      if (line.startsWith(socket)) {
        return socket + "${socket}";
      }
    }
    if (line.startsWith("container.base=")) {
      return line + ".${generation}";
    }
    return line.startsWith("site.generation=") ? "site.generation=${generation}" : line;
  }

  static Limits limits(Site site) throws IOException {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        SpawnedJvm.memory(site),
        site.limits().cpu().map(CpuShare::percent).orElse(usual.cpu()),
        site.limits().tasks().orElse(usual.tasks()),
        usual.files(),
        usual.fileSize(),
        usual.temporary() + SiteRoom.unpacked(site));
  }

  static Map<String, String> literal(Map<String, String> texts) {
    Map<String, String> escaped = new LinkedHashMap<>();
    texts.forEach((name, value) -> escaped.put(name, literal(value)));
    return escaped;
  }

  /** The text, with nothing in it that the spawner takes for a placeholder. */
  static String literal(String text) {
    return text.replace("${", "$${");
  }
}
