package dev.insula.config.read;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Types of file names; relative ones start at the folder of the file that says them. */
final class Paths {
  private static final String RULE = "a file name";
  private static final int SIBLINGS = 500;

  private Paths() {}

  /** A name of something that need not exist. */
  static Type<Path> anywhere() {
    return (node, report) ->
        Scalars.textOf(node, RULE, report).flatMap(text -> resolve(node, text, report));
  }

  static Type<Path> folder() {
    return existing("a folder", Files::isDirectory);
  }

  static Type<Path> file() {
    return existing("a file", Files::isRegularFile);
  }

  static Type<Path> fileOrFolder() {
    return existing("a file or folder", path -> true);
  }

  private static Type<Path> existing(String kind, Predicate<Path> isOfKind) {
    Type<Path> anywhere = anywhere();
    return (node, report) ->
        anywhere.read(node, report).filter(path -> exists(node, path, kind, isOfKind, report));
  }

  private static boolean exists(
      Node node, Path path, String kind, Predicate<Path> isOfKind, Report report) {
    boolean mayExist = mayExist(node, path, report);
    boolean isWrongKind = Files.exists(path) && !isOfKind.test(path);
    if (isWrongKind) {
      report.add(node.spot(), " is " + Shown.value(node) + "; it must be " + kind);
    }
    return mayExist && !isWrongKind;
  }

  /** False after the problem was told; what this user may not look at may well exist. */
  static boolean mayExist(Node node, Path path, Report report) {
    boolean isMissing = Files.notExists(path);
    if (isMissing) {
      String found = " is " + Shown.value(node) + ", but " + Shown.path(path.toString());
      report.add(
          node.spot(),
          found + " does not exist; create it or correct the name",
          sibling(path, report));
    }
    return !isMissing;
  }

  private static String sibling(Path path, Report report) {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null || !report.mayLookAtAnotherFolder()) {
      return "";
    }
    return Words.suggestion(name.toString(), names(parent));
  }

  private static List<String> names(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        names.add(String.valueOf(path.getFileName()));
        if (names.size() == SIBLINGS) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Only a suggestion is lost.
      return List.of();
    }
    return names;
  }

  static Optional<Path> resolve(Node node, String text, Report report) {
    if (text.isEmpty()) {
      Scalars.refuse(node, RULE, "", report);
      return Optional.empty();
    }
    try {
      return Optional.of(node.spot().source().folder().resolve(text).normalize());
    } catch (InvalidPathException e) {
      Scalars.refuse(node, RULE, "", report);
      return Optional.empty();
    }
  }
}
