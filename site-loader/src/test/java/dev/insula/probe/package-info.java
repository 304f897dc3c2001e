/**
 * Code of a site, for the tests: its classes are defined by a site's loader, once with the patch
 * and once without, and never by the test's own.
 */
@NullMarked
package dev.insula.probe;

import org.jspecify.annotations.NullMarked;
