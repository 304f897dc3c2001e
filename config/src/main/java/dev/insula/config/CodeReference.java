package dev.insula.config;

/** Something that a site's own code holds, by the name that its language gives it. */
public sealed interface CodeReference permits ObjectReference, JavaReference {}
