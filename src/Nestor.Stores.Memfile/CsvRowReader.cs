namespace Nestor.Stores.Memfile;

/// <summary>
/// Reads the columns of one row one after the other, and knows which is the first that is wrong. What has to be
/// decoded goes into scratch memory as long as the row.
/// </summary>
internal ref struct CsvRowReader(ReadOnlySpan<byte> row, Span<byte> scratch)
{
    private ReadOnlySpan<byte> _rest = row;
    private Span<byte> _scratch = scratch;

    // No column is left: the row is of an older schema.
    private bool _isAtEnd;

    /// <summary>The column read last.</summary>
    public string Column { get; private set; } = "";

    /// <summary>The column as it stands; empty when there is none.</summary>
    public ReadOnlySpan<byte> Next(string column)
    {
        Column = column;
        int comma = _rest.IndexOf((byte)',');
        var value = comma < 0 ? _rest : _rest[..comma];
        _isAtEnd = comma < 0;
        _rest = comma < 0 ? default : _rest[(comma + 1)..];
        return value;
    }

    public bool TryNumber(string column, long max, out long value) => TryNumber(Next(column), max, out value);

    /// <summary>A column that older schemas lack: then <paramref name="absent"/>.</summary>
    public bool TryLaterNumber(string column, long max, long absent, out long value)
    {
        value = absent;
        return _isAtEnd || TryNumber(column, max, out value);
    }

    /// <summary>A column that may be empty or, in older schemas, not be there: then <paramref name="absent"/>.</summary>
    public bool TryMaybeNumber(string column, long max, long absent, out long value)
    {
        value = absent;
        return _isAtEnd || Next(column) is not { IsEmpty: false } text || TryNumber(text, max, out value);
    }

    public bool TryFlag(string column, out bool value)
    {
        bool isGood = TryNumber(column, 1, out long number);
        value = number == 1;
        return isGood;
    }

    /// <summary>Pairs of digits with colons between; empty for no bytes.</summary>
    public bool TryHex(string column, int max, out ReadOnlySpan<byte> value)
    {
        var text = Next(column);
        int length = (text.Length + 1) / 3;
        value = default;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length % 3 != 2 || length > max)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            int high = Digit(text[3 * i]);
            int low = Digit(text[(3 * i) + 1]);
            if ((high | low) < 0 || (i > 0 && text[(3 * i) - 1] != ':'))
            {
                return false;
            }

            _scratch[i] = (byte)((high << 4) | low);
        }

        value = _scratch[..length];
        _scratch = _scratch[length..];
        return true;
    }

    /// <summary>A hexadecimal column that older schemas lack.</summary>
    public bool TryLaterHex(string column, int max, out ReadOnlySpan<byte> value)
    {
        value = default;
        return _isAtEnd || TryHex(column, max, out value);
    }

    /// <summary>Text with escapes.</summary>
    public bool TryText(string column, int max, out ReadOnlySpan<byte> value)
    {
        var text = Next(column);
        value = text;
        if (text.IndexOf("&#x"u8) < 0)
        {
            return text.Length <= max;
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '&' && text.Length - i >= 5 && text[i + 1] == '#' && text[i + 2] == 'x'
                && Digit(text[i + 3]) is >= 0 and int high && Digit(text[i + 4]) is >= 0 and int low)
            {
                _scratch[length++] = (byte)((high << 4) | low);
                i += 4;
            }
            else
            {
                _scratch[length++] = text[i];
            }
        }

        value = _scratch[..length];
        _scratch = _scratch[length..];
        return length <= max;
    }

    /// <summary>A text column that older schemas lack.</summary>
    public bool TryLaterText(string column, int max, out ReadOnlySpan<byte> value)
    {
        value = default;
        return _isAtEnd || TryText(column, max, out value);
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, long max, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 19)
        {
            return false;
        }

        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        return value >= 0 && value <= max;
    }

    private static int Digit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
