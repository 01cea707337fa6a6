using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>How the leases of one family stand in a lease file.</summary>
/// <typeparam name="TView">A lease.</typeparam>
/// <typeparam name="TAddr">Its address: the last row of an address counts.</typeparam>
public interface ILeaseCsv<TView, TAddr>
    where TView : struct, allows ref struct
    where TAddr : struct, IAddress<TAddr>
{
    /// <summary>The protocol, as an operator calls it.</summary>
    static abstract string Family { get; }

    /// <summary>Columns of today's schema.</summary>
    static abstract int Columns { get; }

    /// <summary>Columns of the oldest file that can be read: up to hostname.</summary>
    static abstract int OldestColumns { get; }

    /// <summary>First line of a file, without its end.</summary>
    static abstract ReadOnlySpan<byte> Header { get; }

    /// <summary>Most bytes the row of a lease can take.</summary>
    static abstract int MaxLength(in TView lease);

    /// <summary>Writes a row with its line end; <paramref name="to"/> has room for <see cref="MaxLength"/>.</summary>
    /// <param name="isDelete">A row with lifetime 0, which removes the lease when the file is read.</param>
    static abstract int Write(in TView lease, bool isDelete, Span<byte> to);

    /// <summary>
    /// Reads a row of at least <see cref="OldestColumns"/> without its line end. The view looks into the row and into
    /// <paramref name="scratch"/>, which is as long as the row.
    /// </summary>
    /// <param name="error">The name of the first column that is wrong.</param>
    static abstract bool TryRead(ReadOnlySpan<byte> row, Span<byte> scratch, out TView lease, out string error);

    static abstract TAddr AddressOf(in TView lease);

    /// <summary>The row says that the lease is gone.</summary>
    static abstract bool IsDeletion(in TView lease);
}
