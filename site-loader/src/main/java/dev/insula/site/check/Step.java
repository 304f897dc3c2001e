package dev.insula.site.check;

/**
 * A method that is reached, or a file that names a class.
 *
 * @param owner the internal name of the method's class, or how the file is called
 * @param selector the method's name and descriptor; empty for a file
 */
record Step(String owner, String selector) {
  static Step file(String name) {
    return new Step(name, "");
  }

  /** As a person reads it. */
  String text() {
    return selector.isEmpty()
        ? owner
        : owner.replace('/', '.') + "." + selector.substring(0, selector.indexOf('('));
  }
}
