using Nestor.Model.Leases;

namespace Nestor.Hooks.Points;

/// <summary>
/// A copy of a lease that a callout may look at and, where its point says so, change before the server stores it. Used
/// for one lease after the other without allocation.
/// </summary>
public abstract class HookLease<TView, TFields>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
{
    private byte[] _bytes = new byte[512];
    private LeaseLengths _lengths;

    /// <summary>The parts of fixed size.</summary>
    public TFields Fields;

    /// <summary>The parts of variable size; they hold until one of them is set.</summary>
    public LeaseStrings Strings => _lengths.In(_bytes.AsSpan(0, _lengths.Total));

    /// <summary>The whole lease; it holds until a part of it is set.</summary>
    public TView View => TView.Of(in Fields, Strings);

    /// <summary>The name it is stored with, ASCII in lower case; at most 255 bytes.</summary>
    public void SetHostname(ReadOnlySpan<byte> name)
    {
        var strings = Strings;
        strings.Hostname = name;
        Set(strings);
    }

    /// <summary>Compact JSON text in UTF-8, a map; empty for none.</summary>
    public void SetUserContext(ReadOnlySpan<byte> json)
    {
        var strings = Strings;
        strings.UserContext = json;
        Set(strings);
    }

    /// <summary>Takes a lease over.</summary>
    public void Set(scoped in TView lease)
    {
        Fields = TView.FieldsOf(in lease);
        Set(TView.StringsOf(in lease));
    }

    /// <exception cref="ArgumentException">One of them is longer than a lease can have.</exception>
    private void Set(scoped LeaseStrings strings)
    {
        if (!LeaseLengths.TryOf(in strings, out var lengths))
        {
            throw new ArgumentException("a lease's identifiers and name have at most 255 bytes each", nameof(strings));
        }

        // What is set may be a part of what is there.
        byte[] to = lengths.Total <= _bytes.Length ? Spare(lengths.Total) : new byte[lengths.Total * 2];
        strings.CopyTo(to);
        (_bytes, _spare) = (to, _bytes);
        _lengths = lengths;
    }

    private byte[] _spare = new byte[512];

    private byte[] Spare(int length) => _spare.Length >= length ? _spare : new byte[length * 2];
}

/// <inheritdoc/>
public sealed class HookLease4 : HookLease<Lease4View, Lease4Fields>;

/// <inheritdoc/>
public sealed class HookLease6 : HookLease<Lease6View, Lease6Fields>;
