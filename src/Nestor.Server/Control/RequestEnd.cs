namespace Nestor.Server.Control;

/// <summary>What the bytes of a request so far come to.</summary>
internal enum RequestState : byte
{
    /// <summary>Its end is not there yet.</summary>
    Partial,

    /// <summary>It is whole.</summary>
    Whole,

    /// <summary>It begins with something that is neither a map nor a list.</summary>
    Garbage,

    /// <summary>It has more lists and maps in each other than are read.</summary>
    TooDeep,

    /// <summary>It has more values than are read.</summary>
    TooMany,
}

/// <summary>
/// Finds the end of a request, which nothing frames: it ends with the bracket that closes its first one. Each byte is
/// looked at once, and nothing else is judged here.
/// </summary>
/// <param name="maxDepth">Most lists and maps in each other.</param>
/// <param name="maxValues">Most values in all, about: each takes some hundred bytes once it is read.</param>
internal sealed class RequestEnd(int maxDepth, int maxValues)
{
    private Place _place;
    private int _depth;
    private int _values;

    private enum Place : byte
    {
        Plain,
        Text,
        Escape,
        Slash,
        LineComment,
        BlockComment,
        BlockStar,
    }

    /// <summary>Bytes up to the end once it is found, or up to the byte that cannot be.</summary>
    public int Length { get; private set; }

    /// <summary>Takes the bytes that came next.</summary>
    public RequestState Scan(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            var state = Take(one);
            if (state != RequestState.Partial)
            {
                return state;
            }

            Length++;
        }

        return RequestState.Partial;
    }

    private RequestState Take(byte one)
    {
        switch (_place)
        {
            case Place.Text:
                _place = one == '"' ? Place.Plain : one == '\\' ? Place.Escape : Place.Text;
                return RequestState.Partial;
            case Place.Escape:
                _place = Place.Text;
                return RequestState.Partial;
            case Place.LineComment:
                _place = one == '\n' ? Place.Plain : Place.LineComment;
                return RequestState.Partial;
            case Place.BlockComment:
                _place = one == '*' ? Place.BlockStar : Place.BlockComment;
                return RequestState.Partial;
            case Place.BlockStar:
                _place = one == '/' ? Place.Plain : one == '*' ? Place.BlockStar : Place.BlockComment;
                return RequestState.Partial;
            case Place.Slash when one is (byte)'/' or (byte)'*':
                _place = one == '/' ? Place.LineComment : Place.BlockComment;
                return RequestState.Partial;
            case Place.Slash when _depth == 0:
                return RequestState.Garbage;
            default:
                _place = Place.Plain;
                return Plain(one);
        }
    }

    private RequestState Plain(byte one)
    {
        switch (one)
        {
            case (byte)'#':
                _place = Place.LineComment;
                return RequestState.Partial;
            case (byte)'/':
                _place = Place.Slash;
                return RequestState.Partial;
            case (byte)'{' or (byte)'[':
                _depth++;
                return _depth > maxDepth ? RequestState.TooDeep : ++_values > maxValues ? RequestState.TooMany : RequestState.Partial;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return RequestState.Partial;
            case var _ when _depth == 0:
                return RequestState.Garbage;
            case (byte)'}' or (byte)']' when --_depth == 0:
                Length++;
                return RequestState.Whole;
            case (byte)',':
                return ++_values > maxValues ? RequestState.TooMany : RequestState.Partial;
            case (byte)'"':
                _place = Place.Text;
                return RequestState.Partial;
            default:
                return RequestState.Partial;
        }
    }
}
