namespace Nestor.Engine.Reconfiguration;

/// <summary>How many clients a job means, while they are being counted.</summary>
public sealed class ClientCount
{
    public int Clients { get; internal set; }

    /// <summary>How far through the leases it has come.</summary>
    internal int NextSlot { get; set; }
}
