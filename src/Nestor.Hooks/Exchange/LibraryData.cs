namespace Nestor.Hooks.Exchange;

/// <summary>
/// What libraries keep about one query from one of their callouts to the next, parking included: Kea's callout context. Each
/// has its own places, by <see cref="Libraries.LibrarySetup.AddQuerySlot"/>; what was kept is let go of with the query.
/// </summary>
public sealed class LibraryData
{
    private object?[] _values = [];
    private bool _isUsed;

    /// <summary>Null when nothing was kept.</summary>
    public object? this[int slot]
    {
        get => slot < _values.Length ? _values[slot] : null;
        set
        {
            if (slot >= _values.Length)
            {
                Array.Resize(ref _values, slot + 1);
            }

            _values[slot] = value;
            _isUsed = true;
        }
    }

    /// <summary>Makes the object ready for the next query.</summary>
    internal void Clear()
    {
        if (_isUsed)
        {
            Array.Clear(_values);
            _isUsed = false;
        }
    }
}
