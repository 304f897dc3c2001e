/**
 * Makes a site's classes name the site's own copy of the JDK's process-wide members: the table of
 * what is replaced and the patch of a class file's constant pool. Knows the runtime classes only by
 * name and bytes.
 */
@NullMarked
package dev.insula.site.patch;

import org.jspecify.annotations.NullMarked;
