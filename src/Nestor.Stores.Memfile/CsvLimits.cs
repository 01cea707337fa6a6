namespace Nestor.Stores.Memfile;

/// <summary>What a column of a lease file may hold at most.</summary>
internal static class CsvLimits
{
    /// <summary>Bytes of a hardware address.</summary>
    public const int HardwareAddress = 20;

    public const int Hostname = 255;

    /// <summary>Longest user context that the lease table takes together with the other parts.</summary>
    public const int UserContext = 500_000;

    /// <summary>Far beyond any real time, and near enough that adding to it does not run over.</summary>
    public const long Expire = long.MaxValue >> 2;
}
