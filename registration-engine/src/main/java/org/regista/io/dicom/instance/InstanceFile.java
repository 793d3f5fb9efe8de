package org.regista.io.dicom.instance;

/**
 * One object as a file holds it.
 *
 * @param bytes the size of the file
 * @param dataSetOffset where the data set begins, behind the file meta information
 */
public record InstanceFile(
    InstanceHeader header, InstanceDigests digests, long bytes, long dataSetOffset) {}
