package dev.insula.war;

/** Points a class at its site's own process-wide state, as the site's loader does. */
interface ClassPatch {
  /** The name of the attribute of a servlet context that holds its patch. */
  String ATTRIBUTE = "dev.insula.war.patch";

  /**
   * The class file to define.
   *
   * @param name the class's internal name
   */
  byte[] apply(String name, byte[] classFile);
}
