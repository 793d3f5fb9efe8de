package org.regista.io.dicom.instance;

/**
 * Digests of an object's content, the same for implicit and explicit, little and big endian,
 * deflated or not, and for both ways of writing the length of a sequence.
 *
 * @param metadata SHA-256 of all elements but the pixels, group lengths, padding, signatures and
 *     what an archive says of itself (Retrieve AE Title, Instance Availability), in hexadecimal
 * @param fast CRC-32C of what decides
 * @param decisive SHA-256, in hexadecimal, of the pixel data; of all elements in an object that has
 *     none. Compressed pixels are taken as they are, without the table of offsets
 */
public record InstanceDigests(String metadata, int fast, String decisive) {}
