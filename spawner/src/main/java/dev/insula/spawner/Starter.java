package dev.insula.spawner;

import dev.insula.spawner.Request.Start.Name;
import dev.insula.spawner.cgroup.Cgroup;
import dev.insula.spawner.cgroup.Cgroups;
import dev.insula.spawner.plan.Placeholders;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.PlanFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the name of a generation to its processes, by the site's plan and by nothing else. */
final class Starter {
  private static final int ONLY_FOR_SITE_AND_FRONT = 02750;
  private static final int LONGEST_SOCKET_PATH = 107;
  private static final FileAttribute<?> ONLY_ROOT =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Options options;
  private final Tools tools;
  private final Cgroups groups;
  private final Marks marks = new Marks();
  private final SharedProcesses shared = new SharedProcesses();
  private long starts;

  Starter(Options options, Tools tools, Cgroups groups) {
    this.options = options;
    this.tools = tools;
    this.groups = groups;
  }

  /**
   * Starts the generation. The calling thread must live as long as the child: the kernel ends the
   * child with the thread that made it (PR_SET_PDEATHSIG, prctl(2)).
   *
   * @throws IOException a sentence, if there is no plan that can be trusted or a file is in the way
   * @throws IllegalArgumentException a sentence, if the plan cannot be followed
   */
  Generation start(Name name, Generation.Listener listener) throws IOException {
    PlanFolder.Marked marked = new PlanFolder(options.plans()).read(name.site());
    Plan plan = marked.plan();
    requireNotTheFront(plan);
    Path folder = options.run().resolve(home(plan));
    Path socket = folder.resolve(name.generation() + "." + ++starts);
    if (socket.toString().length() > LONGEST_SOCKET_PATH) {
      throw new IOException(socket + " is too long for a socket (unix(7))");
    }
    int port = mentionsPort(plan) ? freePort() : 0;
    Map<String, String> secrets = PlanFolder.secrets(plan);
    String mark = marks.of(marked.mark(), secrets);
    var facts = new Generation.Facts(name, socket, port, plan.user().uid(), mark);
    var values = new Placeholders(values(facts, secrets));
    String input = values.expand(plan.input().text(), plan.input().format());
    SocketFolder.prepare(folder, facts.uid(), options.frontGid(), ONLY_FOR_SITE_AND_FRONT);
    if (plan.shared().isPresent()) {
      String farewell = values.expand(plan.shared().get().farewell(), plan.input().format());
      return join(plan.ofTheProcess(), folder, listener, facts, input, farewell);
    }
    Child child = child(plan, facts, values, folder);
    child.attend(input, listener);
    return child;
  }

  /** The folder of its socket, which is one for all in a process; a dot is in no site's name. */
  private static String home(Plan plan) {
    return plan.shared().map(shared -> "shared." + shared.process()).orElse(plan.site());
  }

  private Generation join(
      Plan process,
      Path folder,
      Generation.Listener listener,
      Generation.Facts facts,
      String input,
      String farewell)
      throws IOException {
    Optional<Member> joined = shared.join(process, facts, input, farewell);
    if (joined.isPresent()) {
      return joined.get();
    }
    shared.requireRoom(process);
    var name = new Name(String.valueOf(folder.getFileName()), starts);
    Path socket = folder.resolve("none." + starts);
    var itself = new Generation.Facts(name, socket, 0, facts.uid(), facts.mark());
    // What all members share cannot have the values of one of them.
    Child child = child(process, itself, new Placeholders(Map.of()), folder);
    var begun = new SharedProcess(child, listener);
    Member member = begun.add(facts, input, farewell).orElseThrow();
    shared.add(process, begun);
    begun.begin();
    return member;
  }

  /** Those that have not ended, also if all of their members have. */
  List<Child> sharedProcesses() {
    return shared.children();
  }

  private Child child(Plan plan, Generation.Facts facts, Placeholders values, Path folder)
      throws IOException {
    SiteLog log = SiteLog.at(plan.log(), options.frontGid());
    String start = folder.getFileName() + "." + facts.socket().getFileName();
    Path arguments = options.controlFolder().resolve("start." + start);
    Cgroup group = groups.create(start, plan.limits());
    try {
      Process process = run(new Wrapping(tools, plan, folder), values, group, arguments);
      return new Child(facts, process, group, log, arguments);
    } catch (IOException | IllegalArgumentException e) {
      Files.deleteIfExists(arguments);
      group.end();
      throw e;
    }
  }

  /**
   * The fingerprint that a start would have now.
   *
   * @throws IOException a sentence, if there is no plan that can be trusted
   */
  String mark(String site) throws IOException {
    PlanFolder.Marked marked = new PlanFolder(options.plans()).read(site);
    return marks.of(marked.mark(), PlanFolder.secrets(marked.plan()));
  }

  /** A site that is the front's user or in its group could give orders or reach other sites. */
  private void requireNotTheFront(Plan plan) {
    if (plan.user().uid() == options.frontUid() || plan.user().in(options.frontGid())) {
      throw new IllegalArgumentException(
          "the plan of %s gives it the user or the group of the front".formatted(plan.site()));
    }
  }

  private static Process run(Wrapping wrapping, Placeholders values, Cgroup group, Path arguments)
      throws IOException {
    Plan plan = wrapping.plan();
    List<String> program =
        plan.command().stream().map(word -> values.expand(word, Plan.Format.TEXT)).toList();
    Map<String, String> environment = new LinkedHashMap<>();
    plan.environment()
        .forEach((key, value) -> environment.put(key, values.expand(value, Plan.Format.TEXT)));
    Files.createFile(arguments, ONLY_ROOT);
    Files.writeString(arguments, wrapping.sandbox(environment));
    var builder =
        new ProcessBuilder(wrapping.command(arguments, group.membership(), program))
            .directory(Path.of("/").toFile());
    builder.environment().clear();
    return builder.start();
  }

  private static Map<String, String> values(Generation.Facts facts, Map<String, String> secrets) {
    Map<String, String> values = new LinkedHashMap<>(secrets);
    values.put("site", facts.name().site());
    values.put("generation", Long.toString(facts.name().generation()));
    values.put("socket", facts.socket().toString());
    if (facts.port() != 0) {
      values.put("port", Integer.toString(facts.port()));
    }
    return values;
  }

  private static boolean mentionsPort(Plan plan) {
    String all = plan.command() + " " + plan.environment().values() + plan.input().text();
    String farewell = plan.shared().map(Plan.Shared::farewell).orElse("");
    return (all + farewell).contains("${port}");
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
