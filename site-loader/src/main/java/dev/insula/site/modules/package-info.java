/**
 * The class loader of one generation of a site: what it finds where, what it shares with the host,
 * and what it hides. The only package that knows JBoss Modules.
 */
@NullMarked
package dev.insula.site.modules;

import org.jspecify.annotations.NullMarked;
