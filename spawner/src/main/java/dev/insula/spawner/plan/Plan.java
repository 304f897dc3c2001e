package dev.insula.spawner.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What root has declared about one site, as compiled by {@code insula apply}. Command, environment,
 * input and farewell may hold the placeholders that {@link Placeholders} explains.
 *
 * @param site its name
 * @param user who its processes are
 * @param command the program, as an absolute path inside the sandbox, and its arguments; every
 *     local user can read them
 * @param environment the whole environment
 * @param directory the working directory inside the sandbox
 * @param input what the program reads on standard input before the pipe falls silent
 * @param log where root's spawner keeps what the program prints on standard error
 * @param secrets files whose content a placeholder names
 * @param shared if the process is not the site's alone
 */
public record Plan(
    String site,
    User user,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Input input,
    Path log,
    Limits limits,
    Room room,
    Map<String, Path> secrets,
    Optional<Shared> shared) {

  /**
   * Sites with the same name here, whose plans say the same of the process, run in one. It reads
   * the input of each as it is started.
   *
   * @param process letters, digits and hyphens, as in a site's name
   * @param farewell what it reads on standard input when this site is to end
   */
  public record Shared(String process, String farewell) {
    /**
     * @throws IllegalArgumentException if a part cannot be used
     */
    public Shared {
      require(isSiteName(process), "\"" + process + "\" is no name of a shared process");
      require(isText(farewell), "the farewell holds a NUL");
    }
  }

  /** How what is put in place of a placeholder is written in the input. */
  public enum Format {
    /** As it is. */
    TEXT,
    /** Inside a JSON string (RFC 8259, section 7). */
    JSON,
    /** As {@code %XX} but for letters, digits, hyphen, dot, underscore (RFC 3986, section 2.1). */
    PERCENT,
    /** Inside a value of a {@code java.util.Properties} text. */
    PROPERTIES
  }

  /** A text for standard input, with its own line ends. */
  public record Input(Format format, String text) {}

  /**
   * @throws IllegalArgumentException if a part cannot be used
   */
  public Plan {
    command = List.copyOf(command);
    // In this order to the last byte, so that equal plans have equal texts.
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    require(isSiteName(site), "\"" + site + "\" is no site name");
    require(!command.isEmpty() && command.getFirst().startsWith("/"), "command needs a full path");
    require(directory.isAbsolute(), "directory " + directory + " is not absolute");
    require(log.isAbsolute(), "log " + log + " is not absolute");
    command.forEach(argument -> require(isText(argument), "an argument holds a NUL"));
    environment.forEach(Plan::checkVariable);
    require(isText(input.text()), "the input holds a NUL");
    secrets.forEach((name, file) -> require(file.isAbsolute(), file + " is not absolute"));
  }

  /** A plan of a site that has its process to itself. */
  public Plan(
      String site,
      User user,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Input input,
      Path log,
      Limits limits,
      Room room,
      Map<String, Path> secrets) {
    this(
        site,
        user,
        command,
        environment,
        directory,
        input,
        log,
        limits,
        room,
        secrets,
        Optional.empty());
  }

  /** The same plan with another view of the machine. */
  public Plan with(Room other) {
    return new Plan(
        site, user, command, environment, directory, input, log, limits, other, secrets, shared);
  }

  /** What it says of the process alone; equal for all sites that may share one. */
  public Plan ofTheProcess() {
    return new Plan(
        shared.map(Shared::process).orElse(site),
        user,
        command,
        environment,
        directory,
        new Input(Format.TEXT, ""),
        log,
        limits,
        room,
        Map.of());
  }

  /** Whether the text is 1 to 63 of a-z, 0-9 and hyphens, beginning with a letter or digit. */
  public static boolean isSiteName(String text) {
    return !text.isEmpty()
        && text.length() <= 63
        && text.charAt(0) != '-'
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static void checkVariable(String name, String value) {
    require(!name.isEmpty() && name.indexOf('=') < 0, "environment: \"" + name + "\" is no name");
    require(isText(name) && isText(value), "environment: " + name + " holds a NUL");
  }

  private static boolean isText(String text) {
    return text.indexOf('\0') < 0;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
