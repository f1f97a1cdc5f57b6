/** What stands inside the lines of files. */
@NullMarked
package dev.muster.assetmodel.exchange.form;

import org.jspecify.annotations.NullMarked;
