package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.VolumeNotes;
import org.regista.io.dicom.pet.EnteredValues;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.io.dicom.pet.SuvRefusedException;
import org.regista.io.dicom.pet.SuvType;
import org.regista.io.dicom.tree.SeriesIdentity;
import org.regista.io.dicom.tree.VolumeSummary;

/** One volume that a scan found: its slices by header, and the files of its series left out. */
public final class VolumeCandidate {

  private final Name name;
  private final List<SliceHeader> slices;
  private final LeftOut leftOut;
  private final List<String> notes;
  private final EnteredValues entered;
  private final Uptake uptake;

  /**
   * What a volume is called.
   *
   * @param number in the scan, from 1
   * @param uid Series Instance UID; with "#1", "#2" if the series has several volumes
   * @param part what tells it from the other volumes of its series; empty if there is no other
   */
  record Name(int number, String uid, String part) {}

  /**
   * @param leftOut files of the series that no volume uses
   * @param notes what the scan has to say of it
   */
  VolumeCandidate(Name name, List<SliceHeader> slices, LeftOut leftOut, List<String> notes) {
    this(name, slices, leftOut, notes, EnteredValues.NONE, Uptake.of(slices, EnteredValues.NONE));
  }

  private VolumeCandidate(
      Name name,
      List<SliceHeader> slices,
      LeftOut leftOut,
      List<String> notes,
      EnteredValues entered,
      Uptake uptake) {
    this.name = name;
    this.slices = List.copyOf(slices);
    this.leftOut = leftOut;
    this.notes = List.copyOf(notes);
    this.entered = entered;
    this.uptake = uptake;
  }

  VolumeCandidate withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new VolumeCandidate(name, slices, leftOut, more, entered, uptake);
  }

  /** The same, with what a person says of a PET where its files say nothing. */
  public VolumeCandidate withEntered(EnteredValues values) {
    return new VolumeCandidate(name, slices, leftOut, notes, values, Uptake.of(slices, values));
  }

  /**
   * The same, its values in another kind of SUV.
   *
   * @throws InputDataException if it is no PET, or a value is missing or contradicts another
   */
  VolumeCandidate withUptake(SuvType type) {
    try {
      Uptake other = new Uptake(Optional.of(Uptake.ledger(slices, type, entered)), "");
      return new VolumeCandidate(name, slices, leftOut, notes, entered, other);
    } catch (SuvRefusedException e) {
      throw new InputDataException(
          "series '%s' has no %s: %s".formatted(identity().label(), type.symbol(), e.reason()), e);
    }
  }

  public int number() {
    return name.number();
  }

  /** Unique in the scan: that of the series, with "#2" for the second of several volumes. */
  public String uid() {
    return name.uid();
  }

  /** What the series says of itself; the unit is that of the volume when it is read. */
  public SeriesIdentity identity() {
    SeriesIdentity stored = slices.getFirst().series();
    return uptake.ledger().map(ledger -> stored.in(ledger.type().intensityUnit())).orElse(stored);
  }

  /** How a PET becomes SUV when it is read. */
  Uptake uptake() {
    return uptake;
  }

  /**
   * From the values of a PET as stored, after their rescale, to SUV, with every tag and rule.
   *
   * @throws SuvRefusedException if it is no PET, or a value is missing or contradicts another
   */
  public SuvLedger suv(SuvType type) throws SuvRefusedException {
    return Uptake.ledger(slices, type, entered);
  }

  Origin origin() {
    return slices.getFirst().origin();
  }

  /** The space of the volume, by its {@link #uid}. */
  public Space space() {
    String label = identity().label();
    return new Space(
        name.uid(),
        name.part().isEmpty() ? label : label + ", " + name.part(),
        identity().frameOfReferenceUid());
  }

  /** The files that hold its slices, in the order of their paths. */
  public List<Path> files() {
    return slices.stream().map(SliceHeader::file).distinct().toList();
  }

  /** The slices in the order of the files. */
  List<SliceHeader> slices() {
    return slices;
  }

  /** All that is to be said of the volume, with that of its stack. */
  VolumeNotes notes(SliceStack stack) {
    GeometryNotes all = new GeometryNotes();
    notes.forEach(all::remark);
    leftOut.note("series '" + identity().label() + "'", all);
    stack.notes().remarks().forEach(all::remark);
    stack.notes().observations().forEach(all::observe);
    return all.with(uptake.note());
  }

  /**
   * The slices in order on their grid; files that are left out do not matter as long as nothing is
   * missing without them.
   *
   * @throws InputDataException if they do not form one volume
   */
  SliceStack stack(Uneven uneven) {
    try {
      return SliceStack.of(slices, uneven);
    } catch (InputDataException e) {
      throw new InputDataException(e.getMessage() + leftOut.behindARefusal(), e);
    }
  }

  /** What can be said of it without reading a pixel. */
  public VolumeSummary summary() {
    try {
      SliceStack stack = stack(Uneven.REFUSED);
      return summary(Optional.of(stack), Optional.empty());
    } catch (InputDataException e) {
      return summary(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private VolumeSummary summary(Optional<SliceStack> stack, Optional<String> problem) {
    VolumeNotes all =
        stack.map(this::notes).orElse(new VolumeNotes(notes, List.of(), uptake.note()));
    return new VolumeSummary(
        number(),
        identity(),
        name.part(),
        slices.size(),
        stack.map(SliceStack::grid),
        uptake.note(),
        all.remarks(),
        all.observations(),
        problem);
  }
}
