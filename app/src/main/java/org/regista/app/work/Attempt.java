package org.regista.app.work;

/**
 * A registration that was carried out.
 *
 * @param number from 1
 * @param folder its result folder, absolute
 * @param how preset and start, in words
 * @param verdict of {@link org.regista.quality.QualityReport.Verdict}
 * @param seconds wall time of the registration
 * @param command what a person types to get the same bytes
 */
public record Attempt(
    int number, String folder, String how, String verdict, double seconds, String command) {}
