package dev.insula.spawner;

import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command line that turns a plan into a process. The order decides: the group and the limits as
 * root, then the user, and only then, without any privilege, the sandbox, so that nothing is shown
 * to a site which its user may not see.
 *
 * <p>No program that runs as root gets an environment or an argument of the site's: what the site
 * wants goes to bubblewrap through a file that is open as descriptor 3.
 */
record Wrapping(Tools tools, Plan plan, Path socketFolder) {
  /** How many generations of one site may run at a time. */
  static final int MOST_GENERATIONS = 4;

  /* Arguments: the file of bubblewrap's arguments, the files that make a member, "--", a command.
   * A site is the first to go when the whole machine is short of memory. */
  private static final String ENTER =
      """
      umask 0007
      echo 500 > /proc/self/oom_score_adj
      exec 3< "$1" || exit 126
      /bin/rm -f "$1"
      shift
      while [ "$1" != -- ]; do echo $$ > "$1" || exit 126; shift; done
      shift
      exec "$@"
      """;

  private static final List<String> SYSTEM =
      List.of(
          "--die-with-parent",
          "--new-session",
          "--unshare-user",
          "--disable-userns",
          "--unshare-pid",
          "--unshare-ipc",
          "--unshare-uts",
          "--unshare-cgroup",
          "--clearenv",
          "--ro-bind",
          "/usr",
          "/usr",
          "--symlink",
          "usr/bin",
          "/bin",
          "--symlink",
          "usr/sbin",
          "/sbin",
          "--symlink",
          "usr/lib",
          "/lib",
          "--symlink",
          "usr/lib64",
          "/lib64",
          "--dev",
          "/dev",
          "--proc",
          "/proc");
  private static final List<String> SYSTEM_FILES =
      List.of(
          "/etc/alternatives",
          "/etc/ca-certificates",
          "/etc/group",
          "/etc/hosts",
          "/etc/ld.so.cache",
          "/etc/localtime",
          "/etc/mime.types",
          "/etc/nsswitch.conf",
          "/etc/passwd",
          "/etc/protocols",
          "/etc/resolv.conf",
          "/etc/services",
          "/etc/ssl",
          "/etc/timezone");

  /** What is given to the kernel to start; the arguments of bubblewrap lie in the file. */
  List<String> command(Path argumentFile, List<Path> membership, List<String> program) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(tools.shell().toString(), "-c", ENTER, "insula", argumentFile.toString()));
    membership.forEach(file -> line.add(file.toString()));
    // In a session of its own, a signal from the spawner's terminal does not reach it.
    line.addAll(List.of("--", tools.setsid().toString()));
    line.addAll(limits(plan.limits()));
    line.addAll(identity(plan.user()));
    line.addAll(List.of(tools.bubblewrap().toString(), "--args", "3", "--"));
    line.addAll(program);
    return line;
  }

  private List<String> limits(Limits limits) {
    return List.of(
        tools.prlimit().toString(),
        // Counted for the user, thus for all generations together; the group counts each.
        "--nproc=" + (limits.tasks() + 2L) * MOST_GENERATIONS,
        "--nofile=" + limits.files(),
        "--fsize=" + limits.fileSize(),
        "--core=0");
  }

  private List<String> identity(User user) {
    String groups = user.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        tools.setpriv().toString(),
        "--reuid=" + user.uid(),
        "--regid=" + user.gid(),
        groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
        "--no-new-privs",
        "--inh-caps=-all",
        "--ambient-caps=-all",
        "--bounding-set=-all");
  }

  /**
   * The arguments of bubblewrap, each ended by a NUL.
   *
   * @throws IllegalArgumentException if a value holds a NUL, behind which a secret file of the
   *     site's own could put arguments
   */
  String sandbox(Map<String, String> environment) {
    List<String> all = new ArrayList<>(SYSTEM);
    String size = Long.toString(plan.limits().temporary());
    for (String folder : List.of("/tmp", "/dev/shm")) {
      all.addAll(List.of("--perms", "1777", "--size", size, "--tmpfs", folder));
    }
    SYSTEM_FILES.forEach(file -> all.addAll(List.of("--ro-bind-try", file, file)));
    plan.room().readOnly().forEach(path -> show(all, "--ro-bind", path));
    plan.room().readWrite().forEach(path -> show(all, "--bind", path));
    show(all, "--bind", socketFolder);
    if (!plan.room().network()) {
      all.add("--unshare-net");
    }
    all.addAll(List.of("--remount-ro", "/", "--chdir", plan.directory().toString()));
    environment.forEach((name, value) -> all.addAll(List.of("--setenv", name, value)));
    if (all.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("the environment of " + plan.site() + " holds a NUL");
    }
    return all.stream().map(argument -> argument + "\0").collect(Collectors.joining());
  }

  private static void show(List<String> all, String how, Path path) {
    all.addAll(List.of(how, path.toString(), path.toString()));
  }
}
