namespace PerfDhcp.Sockets;

/// <summary>Where queries go and answers come from. Not for more than one thread.</summary>
internal interface IDatagramPort : IDisposable
{
    /// <summary>Queries that wait for <see cref="Flush"/>.</summary>
    int Queued { get; }

    bool IsFull { get; }

    /// <summary>Room for the next query, 1472 bytes; it counts once <see cref="Queue"/> is called.</summary>
    Span<byte> Next();

    void Queue(int length);

    /// <summary>Sends what is queued; gives how many the kernel did not take.</summary>
    int Flush();

    /// <summary>Takes what has arrived, without waiting; gives the number of datagrams.</summary>
    int Receive();

    /// <summary>One of the datagrams of the last <see cref="Receive"/>.</summary>
    ReadOnlySpan<byte> Received(int index);

    /// <summary>Returns when something has arrived, or after the time.</summary>
    void Wait(TimeSpan longest);
}
