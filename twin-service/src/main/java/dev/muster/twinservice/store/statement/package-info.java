/** One class per family of CQL statements, and the layout of rows that they share. */
@NullMarked
package dev.muster.twinservice.store.statement;

import org.jspecify.annotations.NullMarked;
