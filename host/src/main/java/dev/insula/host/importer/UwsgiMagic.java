package dev.insula.host.importer;

import java.nio.file.Path;

/** uWSGI's variables of one letter, which say where a configuration file lies. */
final class UwsgiMagic {
  private final String folder;
  private final String name;

  UwsgiMagic(Path file) {
    this.folder = file.getParent() == null ? "" : file.getParent().toString();
    this.name = String.valueOf(file.getFileName());
  }

  String fill(String value) {
    var filled = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      boolean isVariable = value.charAt(at) == '%' && at + 1 < value.length();
      if (isVariable) {
        filled.append(variable(value.charAt(++at)));
      } else {
        filled.append(value.charAt(at));
      }
    }
    return filled.toString();
  }

  private String variable(char letter) {
    int dot = name.lastIndexOf('.');
    return switch (letter) {
      case 'd' -> folder + "/";
      case 'p' -> folder + "/" + name;
      case 's' -> name;
      case 'n' -> dot < 0 ? name : name.substring(0, dot);
      case 'e' -> dot < 0 ? "" : name.substring(dot + 1);
      case 'c' -> folder.substring(folder.lastIndexOf('/') + 1);
      case '%' -> "%";
      default -> "%" + letter;
    };
  }
}
