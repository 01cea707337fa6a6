namespace SideBySide.Grammar;

/// <summary>Seeded choice. The same seed gives the same exchanges on every machine.</summary>
internal sealed class Dice(int seed)
{
    // A fixed algorithm on purpose: Random's unseeded one may change, the seeded one is kept for ever.
    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
