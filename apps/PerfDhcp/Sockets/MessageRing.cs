using System.Runtime.InteropServices;

namespace PerfDhcp.Sockets;

/// <summary>Buffers and headers for many datagrams in one system call, outside of the managed heap: made once, never moved.</summary>
internal sealed unsafe class MessageRing : IDisposable
{
    public const int BufferLength = 2048;

    private readonly byte* _buffers;
    private readonly Linux.IoVector* _vectors;
    private readonly Linux.InternetAddress* _peers;

    public MessageRing(int count)
    {
        Count = count;
        _buffers = (byte*)NativeMemory.AlignedAlloc((nuint)(count * BufferLength), 64);
        _vectors = (Linux.IoVector*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Linux.IoVector));
        _peers = (Linux.InternetAddress*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Linux.InternetAddress));
        Headers = (Linux.MessageHeader*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Linux.MessageHeader));
        for (int i = 0; i < count; i++)
        {
            _vectors[i].Base = _buffers + (i * BufferLength);
            Headers[i].Vectors = &_vectors[i];
            Headers[i].VectorCount = 1;
            Headers[i].Name = &_peers[i];
        }
    }

    public int Count { get; }

    public Linux.MessageHeader* Headers { get; }

    public Span<byte> Buffer(int index) => new(_buffers + (index * BufferLength), BufferLength);

    public ReadOnlySpan<byte> Received(int index) => new(_vectors[index].Base, (int)Headers[index].Transferred);

    public ref Linux.InternetAddress Peer(int index) => ref _peers[index];

    public void SetLength(int index, int length) => _vectors[index].Length = (nuint)length;

    /// <summary>Makes the whole of every buffer ready to receive.</summary>
    public void Arm(bool wantsPeers)
    {
        for (int i = 0; i < Count; i++)
        {
            _vectors[i].Length = BufferLength;
            Headers[i].NameLength = wantsPeers ? (uint)sizeof(Linux.InternetAddress) : 0;
            Headers[i].Name = wantsPeers ? &_peers[i] : null;
        }
    }

    /// <summary>All datagrams go to one peer.</summary>
    public void Aim(Linux.InternetAddress peer)
    {
        for (int i = 0; i < Count; i++)
        {
            _peers[i] = peer;
            Headers[i].NameLength = peer.Length;
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_buffers);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_peers);
        NativeMemory.Free(Headers);
    }
}
