package dev.insula.host.importer;

/** Something that the reader of an imported manifest must know. */
record Note(Kind kind, String whence, String sentence) {
  /** What the note is about; in the order in which they are told. */
  enum Kind {
    /** The old configuration did something else than it seems to, or could. */
    TRAP("Traps that were found"),
    /** It is not in the manifest. */
    LOST("Not carried over"),
    /** It is in the manifest in another way, or was left out because nothing needs it. */
    HINT("To know");

    private final String heading;

    Kind(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  @Override
  public String toString() {
    return whence + ": " + sentence;
  }
}
