using System.Globalization;
using System.Text;

namespace Nestor.Model.Expressions;

/// <summary>Which bytes one place of a regular expression takes.</summary>
internal sealed class ByteSet
{
    private readonly bool[] _has = new bool[256];

    public void Add(char one) => _has[one & 0xFF] = true;

    public void Remove(char one) => _has[one & 0xFF] = false;

    public void AddRange(int first, int last) => _has.AsSpan(first, last - first + 1).Fill(true);

    public void Add(Func<char, bool> belongs)
    {
        for (int i = 0; i < _has.Length; i++)
        {
            _has[i] |= belongs((char)i);
        }
    }

    public void Add(ByteSet other) => Add(c => other._has[c]);

    public void Invert()
    {
        for (int i = 0; i < _has.Length; i++)
        {
            _has[i] = !_has[i];
        }
    }

    /// <summary>Appends the set as .NET writes it.</summary>
    public void Write(StringBuilder to)
    {
        int start = to.Length;
        to.Append('[');
        for (int first = 0; first < _has.Length; first++)
        {
            if (!_has[first])
            {
                continue;
            }

            int last = first;
            while (last + 1 < _has.Length && _has[last + 1])
            {
                last++;
            }

            to.Append(CultureInfo.InvariantCulture, $"\\x{first:X2}");
            if (last > first)
            {
                to.Append(CultureInfo.InvariantCulture, $"-\\x{last:X2}");
            }

            first = last;
        }

        if (to.Length == start + 1)
        {
            // An empty set matches nothing; there is no such character.
            to.Append(@"\uFFFF");
        }

        to.Append(']');
    }
}
