using Nestor.Wire.Cursor;

namespace Nestor.Wire.Dhcp4;

/// <summary>Where each option of one packet stands: a table by code, filled by scanning up to three areas.</summary>
internal sealed class OptionAreas4
{
    /// <summary>
    /// Bytes copied to join split options of one packet. Interleaved parts make each join a copy of all before, so
    /// without a limit one packet of 64 KB could ask for many megabytes.
    /// </summary>
    private const int MaxJoined = 256 * 1024;

    // Offset 0 is in the fixed header, so 0 means absent. A negative offset points into _joined.
    private readonly int[] _offset = new int[256];
    private readonly int[] _size = new int[256];
    private readonly byte[] _present = new byte[256];
    private int _presentCount;
    private byte[] _buffer = [];
    private byte[] _joined = [];
    private int _joinedUsed;

    public void Reset(byte[] buffer)
    {
        for (int i = 0; i < _presentCount; i++)
        {
            _offset[_present[i]] = 0;
        }

        _presentCount = 0;
        _joinedUsed = 0;
        _buffer = buffer;
    }

    /// <summary>The same bytes are in another buffer from now on.</summary>
    /// <param name="by">How much nearer the start of the buffer they are.</param>
    public void Move(byte[] buffer, int by)
    {
        foreach (byte code in Present)
        {
            if (_offset[code] > 0)
            {
                _offset[code] -= by;
            }
        }

        _buffer = buffer;
    }

    /// <summary>Codes of the options found, in the order they came first.</summary>
    public ReadOnlySpan<byte> Present => _present.AsSpan(0, _presentCount);

    /// <summary>
    /// Reads options from one area; false when the last one does not fit in it, or option 125 is no list of blocks:
    /// Kea then leaves out the rest of the area.
    /// </summary>
    public bool Scan(int at, int end, ref int budget)
    {
        var buffer = _buffer;
        while (at < end)
        {
            byte code = buffer[at++];
            if (code == OptionCode4.Pad)
            {
                continue;
            }

            if (code == OptionCode4.End)
            {
                return true;
            }

            if (at >= end || at + 1 + buffer[at] > end)
            {
                return false;
            }

            if (code == OptionCode4.Vivso && EnterpriseOptions4.Check(buffer.AsSpan(at + 1, buffer[at])) != DecodeError.None)
            {
                return false;
            }

            if (--budget < 0 || !TryAdd(code, at + 1, buffer[at]))
            {
                budget = -1;
                return false;
            }

            at += 1 + buffer[at];
        }

        return true;
    }

    public bool Has(byte code) => _offset[code] != 0;

    public bool TryGet(byte code, out ReadOnlySpan<byte> body)
    {
        int offset = _offset[code];
        if (offset == 0)
        {
            body = default;
            return false;
        }

        body = offset > 0 ? _buffer.AsSpan(offset, _size[code]) : _joined.AsSpan(~offset, _size[code]);
        return true;
    }

    /// <summary>An option that the packet does not have, with a copy of its body; false when there is one or no room.</summary>
    public bool TryPut(byte code, ReadOnlySpan<byte> body)
    {
        if (Has(code) || _joinedUsed + body.Length > MaxJoined)
        {
            return false;
        }

        if (_joined.Length < _joinedUsed + body.Length)
        {
            Array.Resize(ref _joined, Math.Max(4096, (_joinedUsed + body.Length) * 2));
        }

        body.CopyTo(_joined.AsSpan(_joinedUsed));
        _present[_presentCount++] = code;
        _offset[code] = ~_joinedUsed;
        _size[code] = body.Length;
        _joinedUsed += body.Length;
        return true;
    }

    /// <summary>Takes an option out.</summary>
    public void Remove(byte code)
    {
        int at = Present.IndexOf(code);
        if (at >= 0)
        {
            _offset[code] = 0;
            _presentCount--;
            Array.Copy(_present, at + 1, _present, at, _presentCount - at);
        }
    }

    private bool TryAdd(byte code, int offset, int size)
    {
        if (_offset[code] == 0)
        {
            _present[_presentCount++] = code;
            _offset[code] = offset;
            _size[code] = size;
            return true;
        }

        return TryJoin(code, offset, size);
    }

    /// <summary>A further part of an option: the parts so far and this one are copied together.</summary>
    private bool TryJoin(byte code, int offset, int size)
    {
        int had = _size[code];
        bool isLast = _offset[code] < 0 && ~_offset[code] + had == _joinedUsed;
        int need = isLast ? size : had + size;
        if (_joinedUsed + need > MaxJoined)
        {
            return false;
        }

        if (_joined.Length < _joinedUsed + need)
        {
            Array.Resize(ref _joined, Math.Max(4096, (_joinedUsed + need) * 2));
        }

        if (!isLast)
        {
            TryGet(code, out var before);
            before.CopyTo(_joined.AsSpan(_joinedUsed));
            _offset[code] = ~_joinedUsed;
            _joinedUsed += had;
        }

        _buffer.AsSpan(offset, size).CopyTo(_joined.AsSpan(_joinedUsed));
        _joinedUsed += size;
        _size[code] = had + size;
        return true;
    }
}
