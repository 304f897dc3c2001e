package dev.insula.config;

/** Where an effective value came from. */
public sealed interface Origin {
  /** Written for this very thing. */
  record Written(Place place) implements Origin {
    @Override
    public String toString() {
      return place.toString();
    }
  }

  /** Written under {@code defaults:}. */
  record FromDefaults(Place place) implements Origin {
    @Override
    public String toString() {
      return "defaults: " + place;
    }
  }

  /** Not written anywhere. */
  record BuiltIn() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
