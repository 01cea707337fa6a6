namespace Nestor.Stores.Memfile;

/// <summary>What a redo log holds: a piece of a lease file that may not be on the disk there.</summary>
internal sealed class RedoImage
{
    private readonly RedoHeader _header;
    private readonly byte[] _bytes;

    private RedoImage(RedoHeader header, byte[] bytes)
    {
        _header = header;
        _bytes = bytes;
    }

    public ulong Life => _header.Life;

    public FileIdentity File => _header.File;

    public Guid Boot => _header.Boot;

    public long Start => _header.Start;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Null when there is nothing in it; <paramref name="problem"/> says why, when there should be.</summary>
    public static RedoImage? Read(IRedoFile file, out string problem)
    {
        byte[] bytes = new byte[file.Size];
        if (!file.TryRead(0, bytes, out problem))
        {
            return null;
        }

        var first = new Half(bytes.AsSpan(0, file.Size / 2));
        var second = new Half(bytes.AsSpan(file.Size / 2));
        problem = first.Problem.Length > 0 ? first.Problem : second.Problem;
        if (!first.HasRecords || !second.HasRecords)
        {
            return first.HasRecords ? first.ToImage() : second.HasRecords ? second.ToImage() : null;
        }

        // A half whose rows all reached the lease file in another way has no follower: then the newer one stands alone.
        bool isFirstOlder = first.Header.Generation < second.Header.Generation;
        var older = isFirstOlder ? first : second;
        var newer = isFirstOlder ? second : first;
        bool isChain = older.Header.Life == newer.Header.Life && older.Header.Generation + 1 == newer.Header.Generation
            && older.Header.File == newer.Header.File && older.End == newer.Header.Start;
        return isChain ? new RedoImage(older.Header, [.. older.Rows, .. newer.Rows]) : newer.ToImage();
    }

    /// <summary>What stands right before the image is the same as when the log was written.</summary>
    public bool IsContinuationOf(IJournalFile file)
    {
        Span<byte> before = stackalloc byte[RedoFormat.MostWitness];
        before = before[.._header.WitnessLength];
        return file.Length >= Start && file.TryRead(Start - before.Length, before, out _)
            && RedoFormat.Sum(0, before) == _header.WitnessSum;
    }

    private readonly ref struct Half
    {
        public readonly RedoHeader Header;
        public readonly string Problem;
        public readonly List<byte> Rows = [];

        public Half(ReadOnlySpan<byte> half)
        {
            if (!RedoFormat.TryRead(half, out Header, out Problem))
            {
                return;
            }

            int at = RedoFormat.HeaderSize;
            while (RedoFormat.TryReadRecord(in Header, half[at..], End, out var rows))
            {
                Rows.AddRange(rows);
                at += RedoFormat.Align(RedoFormat.RecordHeaderSize + rows.Length);
            }
        }

        public bool HasRecords => Rows.Count > 0;

        /// <summary>Where in the lease file the last record ends.</summary>
        public long End => Header.Start + Rows.Count;

        public RedoImage ToImage() => new(Header, [.. Rows]);
    }
}
