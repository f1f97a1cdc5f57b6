/** What people and programs wish of the model, within which limits, and what is answered. */
@NullMarked
package dev.muster.assetmodel.command;

import org.jspecify.annotations.NullMarked;
